"""Trying what must be refused, one after another, and saying what refused it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse

from collegiate.values import Refused

REFUSES = (DatabaseError, Refused, ValidationError)
A_LINE = 150
CLOSED = (403, 404, 405, 422)


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: by which way, what it tries, and how; a page's way returns the answer."""

    way: str
    what: str
    do: Callable[[], object]


def statement(text: str, **ids: object) -> Callable[[], None]:
    """Return an attempt by a statement of SQL, or several with semicolons between."""

    def do() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for one in text.format(**ids).split(";"):
                cursor.execute(one)

    return do


def tried(tries: Iterator[Try], *, of: list[type[models.Model]], say: Callable[[str], None]) -> tuple[int, int]:
    """
    Try each, say what refused it, and return how many were refused and how many there were.

    Whatever an attempt answers, it was not refused if a row of the tables it is about is another one after it.
    """
    refused = count = 0
    for one in tries:
        before, words = _digest(of), ""
        try:
            answer = one.do()
        except REFUSES as refusal:
            words = _words(refusal)
        else:
            if isinstance(answer, HttpResponse):
                words = _of_a_page(answer)
        if _digest(of) != before:
            words = ""
        count += 1
        refused += bool(words)
        say(f"{'refused' if words else 'LET THROUGH'}  {one.way}: {one.what}: {words or 'nothing refused it'}")
    return refused, count


def _digest(of: list[type[models.Model]]) -> str:
    rows = [list(model._default_manager.order_by("pk").values_list()) for model in of]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _words(refusal: Exception) -> str:
    said = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    return shorten(said, A_LINE, placeholder=" …") or type(refusal).__name__


def _of_a_page(answer: HttpResponse) -> str:
    if answer.status_code in CLOSED:
        return f"the page answers {answer.status_code}"
    if answer.status_code == 302 and "/accounts/login/" in answer["Location"]:
        return "the page asks who it is"
    return ""
