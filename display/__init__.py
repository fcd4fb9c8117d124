"""The showing half of OZA-verkenner: result objects become sentences, tables, figures and widgets. Computes nothing."""
