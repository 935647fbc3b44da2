"""Deliberate faults, to see that the tests notice them; see ``__main__``."""
