"""Two thousand damaged files: each is read with every row it still has, or refused in words. Never a crash."""

import random

import polars as pl
import pytest

from collegiate.doors.exchange.tables import TableRefused, rows
from collegiate.doors.exchange.tables.frames import read
from collegiate.doors.exchange.tables.write import as_bytes

SCHOOLS = pl.DataFrame(
    {
        "URN": [str(100_000 + i) for i in range(40)],
        "Name": [f"St Mary’s, “{i}”" if i % 3 else f'École "{i}"' for i in range(40)],
        "PTRWM_EXP": ["SUPP" if i % 5 == 0 else f"{i}%" for i in range(40)],
        "TELIG": [i * 3 for i in range(40)],
    }
)
PLAIN = as_bytes(SCHOOLS.drop("Name"), ".csv")
FILES = {
    "quoted": as_bytes(SCHOOLS, ".csv"),
    "windows": as_bytes(SCHOOLS, ".csv").decode().encode("cp1252"),
    "plain": PLAIN,
    "lines": PLAIN.replace(b"\n", b"\r\n"),
    "gzip": as_bytes(SCHOOLS, ".csv.gz"),
    "sheet": as_bytes(SCHOOLS, ".xlsx"),
    "parquet": as_bytes(SCHOOLS, ".parquet"),
}


def mutated(content: bytes, seed: int) -> bytes:
    """Flip, cut out, put in, double or cut off, up to four times."""
    chance = random.Random(seed)
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(damaged) + 1)
        length = chance.randint(1, 40)
        match chance.randrange(6):
            case 0:
                damaged[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del damaged[at : at + length]
            case 2:
                damaged[at:at] = chance.choice(
                    [b'"', b",", b"\n", b"\r", b"\r\n", b'""', b"\xe9", b"\xc3\xa9", b"1,2,3"]
                )
            case 3:
                damaged[at:at] = damaged[at : at + length]
            case 4:
                damaged[at:at] = bytes(chance.randrange(256) for _ in range(3))
            case 5:
                del damaged[at:]
    return bytes(damaged)


def records_the_slow_way(text: str) -> int:
    """Count the rows with something on them, letter by letter."""
    count, something, cell = 0, False, "not begun"
    for letter in text:
        if cell == "quoted":
            cell = "closed" if letter == '"' else "quoted"
        elif letter in "\r\n":
            count += something
            something, cell = False, "not begun"
        else:
            something = True
            if letter == ",":
                cell = "not begun"
            elif letter == '"' and cell in ("not begun", "closed"):
                cell = "quoted"  # for a doubled quote mark: again
            else:
                cell = "plain"
    return count + something


def refusal_of(content: bytes) -> TableRefused | None:
    try:
        for _ in rows(content, name="damaged"):
            pass
    except TableRefused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("kind", FILES)
def test_damaged_files_are_read_whole_or_refused_in_words(kind):
    outcomes = {"read": 0, "refused": 0}
    for seed in range(2_000 // len(FILES) + 1):
        content = mutated(FILES[kind], seed)
        refusal = refusal_of(content)
        if refusal:
            outcomes["refused"] += 1
            assert str(refusal).startswith("damaged")
            assert refusal.to_do.endswith((".", "?"))
            with pytest.raises(TableRefused):
                read(content, name="damaged")
            continue
        outcomes["read"] += 1
        table = rows(content, name="damaged")
        walked = sum(1 for _ in table)
        assert walked == table.rows
        if kind in ("quoted", "windows", "plain", "lines"):
            text = content.decode(table.encoding)
            assert walked == records_the_slow_way(text) - 1, seed
        try:
            frame = read(content, name="damaged")
        except TableRefused as refused:
            assert "cells; the header has" in str(refused)  # noqa: PT017 -- the one thing that streaming lets through
        else:
            assert frame.typed.height == walked
    assert outcomes["refused"] > 0
    assert outcomes["read"] > 0 or kind == "gzip"  # which sees nearly every damage by its checksum


@pytest.mark.parametrize("kind", FILES)
def test_the_files_are_whole_before_they_are_damaged(kind):
    assert read(FILES[kind], name=kind).typed.height == 40
