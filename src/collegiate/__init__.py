"""
Collegiate runs an area school-improvement partnership, from evidence of need to proven impact.

Read the folders as a story, lowest first: `values` and `definitions` are the words, `analytics` the
numbers, `foundation` the ground, `partnership` who we are, `improvement` what we do, `doors` where it
is seen. ARCHITECTURE.md has the two rules that keep it so.
"""
