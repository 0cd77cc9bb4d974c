"""
A team of teachers working from its pupils' results: what the evidence says, a goal, a strategy, and whether it worked.

Counts by band only, never a pupil; they stay in the school and leave it only summed.
"""
