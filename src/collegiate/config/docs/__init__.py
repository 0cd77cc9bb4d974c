"""
The reference, written from the code itself: `docs/reference/` is what `book.pages()` returns.

It stands in config because it looks at everything: tables, rulings, addresses, commands, environment.
"""
