"""
What schools say they need and can offer, and the level of support that each has agreed.

A school answers on the five strands in a needs round; needs join into briefs in `commissioning`.
"""
