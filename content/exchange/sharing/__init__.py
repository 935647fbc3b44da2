"""Sharing: annotations sent to a service and fetched from it, each once, and changed only where they changed."""
