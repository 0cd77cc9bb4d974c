"""A room of its own kind."""
