"""Work beside the main thread."""
