"""Small screens over the reader, one file each: they ask for one thing and give it back."""
