"""
The books of the fund as files, for people who do not use this program.

As beancount, a text that other people's tools read and check; as CSV and as a spreadsheet for everybody else.
"""

from collegiate.doors.exchange.books.written import ENDINGS, written

__all__ = ["ENDINGS", "written"]
