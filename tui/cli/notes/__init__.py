"""``gloss notes``: one file a command."""
