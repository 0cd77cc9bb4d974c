"""
The numbers. Plain Python: arrays and frames in, frozen results out.

Usable in a notebook without Django. No clock, no global randomness, no reading of files or settings.
A value that cannot be given is a `collegiate.values.CannotSay`.
"""
