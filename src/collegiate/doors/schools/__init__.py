"""A school’s own page: all that the partnership knows of it, each part as far as the reader may see it."""
