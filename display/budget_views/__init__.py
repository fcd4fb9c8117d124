"""The sections of page Begroting beside the answer itself: each module has one, as `section(t)`."""
