"""
What is known about schools: figures that are published, with their sources, and findings that were judged.

What an indicator means is in `definitions/indicators`; the figures come in from files through `doors.exchange`.
"""
