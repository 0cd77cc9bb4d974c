"""Which support for which school: what each pairing is worth, the best set of them, and what departing from it costs."""
