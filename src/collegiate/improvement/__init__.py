"""What we do: from evidence and needs to the report, along one thread."""
