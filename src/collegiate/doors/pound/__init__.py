"""Following a pound: from a payment back to the needs it answers, and from a contribution on to what it was used for."""
