"""The parts of the page Pilots: each a few views over the same pilots."""
