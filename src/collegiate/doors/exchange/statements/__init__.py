"""
Bank statements as banks export them: CSV in its many conventions, and OFX.

`read_statement(content, name=…)` returns all of a statement or refuses it with line, column and what to do; nothing is
half read. Which convention a file keeps is found from what it holds.
"""

from collegiate.doors.exchange.statements.reading import read_statement
from collegiate.doors.exchange.statements.said import Said, SaidLine

__all__ = ["Said", "SaidLine", "read_statement"]
