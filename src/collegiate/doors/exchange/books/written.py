"""The ledger as a file of one of three kinds, for those who may see the books or for everybody."""

import io
from collections.abc import Iterator

from collegiate.doors.exchange.books.beancount import as_beancount
from collegiate.doors.exchange.books.sheets import as_csv, as_xlsx
from collegiate.foundation.record.chain import head_now
from collegiate.improvement.fund import queries
from collegiate.partnership.members import queries as members

ENDINGS = {
    "beancount": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What each kind of file is to a browser."""

WHAT_IS_LEFT_OUT = (
    "Left out of what everybody reads: the names of people, and the words of an entry whose decision is confidential.",
    "Every entry, its day and its pence are here.",
)


def written(kind: str, *, public: bool) -> Iterator[bytes]:
    """Yield the ledger as a file of a kind of `ENDINGS`; `public` leaves out what not everybody may read."""
    books = queries.open_books() if public else queries.the_books()
    if kind == "xlsx":
        file = io.BytesIO()
        as_xlsx(books, file)
        yield file.getvalue()
    elif kind == "csv":
        yield from (line.encode() for line in as_csv(books))
    else:
        partnership = members.partnership()
        title = f"{partnership.name}: the pooled fund" if partnership else "The pooled fund"
        notes = WHAT_IS_LEFT_OUT if public else ()
        yield from (
            f"{line}\n".encode() for line in as_beancount(books, title=title, head=head_now().hash, notes=notes)
        )
