"""Ashmere, an imaginary town, made through the commands from a seed, so that it obeys every rule."""
