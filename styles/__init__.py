"""How it looks: the style sheet and the themes."""
