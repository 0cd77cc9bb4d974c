"""
Who belongs to the partnership: organisations, groups, people, the roles they hold and their interests.

Rights follow roles held: `middleware` reads a person's `Standing` once a request, and every ruling in
every chapter reads that.
"""
