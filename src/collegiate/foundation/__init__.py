"""The ground: the clock, sign-in and the closed door, uploads, the record, pages and documents."""
