"""The reader's widgets: they show state and post messages; none touches a file."""
