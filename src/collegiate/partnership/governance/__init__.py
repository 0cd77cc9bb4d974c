"""
Deciding together: seats, meetings, papers that several groups consider, and decisions with interests handled right.

Governance knows no brief and no school's need: whoever brings an item names its parties, and a decision's
money is pence and words.
"""
