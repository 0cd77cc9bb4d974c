"""Things without a name."""
