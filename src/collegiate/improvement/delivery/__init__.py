"""
Support as it happens: a programme by strand, network workshops for many schools, development days in one.

A development day has three core elements, says what was agreed next, and asks the school what it thought.
"""
