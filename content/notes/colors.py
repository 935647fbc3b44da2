"""The colours a highlight may have, by name; what they look like is a theme's business."""

COLORS = ("yellow", "green", "blue", "pink", "purple")
