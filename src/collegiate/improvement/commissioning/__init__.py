"""
Finding help for the needs of schools: a brief that answers needs, an agreement made only by a decision, milestones accepted.

Commissioning names the parties of the items it brings to a meeting, so that interests in them are found.
"""
