"""The digest of an entry, by which the record knows its money."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date


def digest(
    on: date, kind: str, *, decision: int | None, reverses: int | None, legs: Iterable[tuple[int, str, int | None, int]]
) -> str:
    """
    Return the SHA-256 of an entry's day, kind, decision, the entry it reverses, and its legs; 64 hex digits.

    A leg is the fund's key, the account's code, the party's key and the pence. The words of an entry are left out,
    as they are from the record.
    """
    plain = [on.isoformat(), kind, decision, reverses, sorted(legs, key=str)]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()
