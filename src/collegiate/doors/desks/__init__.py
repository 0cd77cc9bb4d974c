"""The first page after signing in, the frame round every page, search, and a school's page."""
