"""
The record: one line for everything that was done, in a chain that shows if a line was changed.

`deeds` is how chapters do things (``@deed``, ``note``, ``once``), `versions` refuses stale forms, `guard`
holds what must always hold in the database itself, `chain` says whether the record is whole.
"""
