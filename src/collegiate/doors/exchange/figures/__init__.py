"""From a file to a number and back: what `collegiate numbers` works out, each from tables and without a database."""
