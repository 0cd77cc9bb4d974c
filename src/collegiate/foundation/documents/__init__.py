"""
Documents on paper: one function from what a page shows to a tagged PDF.

``documents.pdf("accountability/report.typ", data, title=…, at=…)``. A chapter keeps its Typst template among its
other templates; `layout.typ` is the frame round all of them.
"""

from collegiate.foundation.documents.typesetting import pdf

__all__ = ["pdf"]
