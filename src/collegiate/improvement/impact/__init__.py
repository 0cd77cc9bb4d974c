"""
Whether support helped, told honestly: supported schools beside schools like them, the money, and "cannot say" where it cannot be said.

The schools compared with are frozen before the work starts; the verdict is one of four, and points to a finding.
"""
