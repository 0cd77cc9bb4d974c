"""The ledger leaves the house whole: an outside auditor accepts it, and everybody reads it but for people's names."""

import csv
import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import fastexcel
import pytest
from django.core.management import call_command
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.files import store
from collegiate.foundation.record.chain import head_now
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.commands import BankLine
from collegiate.improvement.fund.models import Entry, Leg
from collegiate.partnership.governance.models import AgendaItem
from collegiate.values import LEFT_OUT, Money
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.improvement.fund.conftest import books  # noqa: F401 - a scene

pytestmark = pytest.mark.django_db
BEAN_CHECK = Path(sys.executable).parent / "bean-check"


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)


@pytest.fixture
def year(books):  # noqa: F811 - the scene
    """£1,000 came in and was reconciled; £150 was paid, £50 taken back, £200 moved to another fund."""
    books.receive(1000)
    file = store.keep("bank.csv", [b"bank"], kind="text/csv", at=MORNING)
    line = BankLine(2, TUESDAY, Money(100_000), "HILLSIDE PRIMARY")
    said = commands.load_statement(file, lines=[line], closing=Money(100_000), by=books.graham, at=MORNING)
    commands.match_sure(said, by=books.meera, at=MORNING)
    commands.reconcile(said, by=books.meera, at=MORNING)
    promise = books.set_aside(400)
    for pounds in (150, 50):
        asked = commands.request_payment(
            promise, payee=books.brightwell, amount=Money(100 * pounds), memo="=Workshops by Noor Rahman’s team",
            by=books.noor, at=MORNING,
        )  # fmt: skip
        later = date(2026, 11, 3)
        clock.stop(later)
        at = clock.now()
        paid = commands.send_payment(books.authorise(asked), on=later, by=books.graham, at=at)
    commands.reverse(paid.entry, because="Meera Banerjee saw it twice.", on=later, by=books.graham, at=at)
    other = books.open("Reading, 2026 “pilot”")
    commands.transfer(
        Money(20_000), from_fund=books.fund, to_fund=other, decision=books.table.decide(Money(20_000), title="Move"),
        on=later, memo="Moved for reading", by=books.graham, at=at,
    )  # fmt: skip
    assert queries.faults() == []
    return books


def exported(kind, capsysbinary, *options):
    capsysbinary.readouterr()
    call_command("ledger", "export", kind, *options)
    return capsysbinary.readouterr().out


def accepted(text, tmp_path):
    """Say whether the auditor, a program that is not ours, takes the books."""
    file = tmp_path / "ledger.beancount"
    file.write_bytes(text)
    return subprocess.run([BEAN_CHECK, file], capture_output=True, check=False).returncode == 0


def test_an_outside_auditor_accepts_the_books(year, capsysbinary, tmp_path):
    text = exported("beancount", capsysbinary)

    assert accepted(text, tmp_path)
    assert head_now().hash in text.decode()
    assert "2026-10-07 balance Assets:Bank  1000.00 ~ 0.00 GBP" in text.decode()
    assert text.decode().count("^entry-") == Entry.objects.count() + 2  # a reversal names two, a transfer is two


def test_the_auditor_notices_any_changed_digit_of_an_amount(year, capsysbinary, tmp_path):
    text = exported("beancount", capsysbinary).decode()
    amounts = [found for found in re.finditer(r"-?(\d+\.\d\d)(?: ~ 0\.00)? GBP", text) if "open" not in found[0]]
    places = [place for found in amounts for place in (found.start(1), found.end(1) - 1)]
    tried = places[:: max(1, len(places) // 6)]

    assert len(amounts) == 20
    for place in tried:
        digit = str((int(text[place]) + 1) % 10)
        assert not accepted(f"{text[:place]}{digit}{text[place + 1 :]}".encode(), tmp_path), text[
            place - 60 : place + 5
        ]


def test_the_auditor_notices_a_penny_changed_on_both_sides_of_an_entry(year, capsysbinary, tmp_path):
    text = exported("beancount", capsysbinary).decode()
    for amount in ("1000.00", "150.00"):
        changed = text.replace(f"  {amount} GBP", f"  {amount[:-1]}1 GBP", 1).replace(
            f"  -{amount} GBP", f"  -{amount[:-1]}1 GBP", 1
        )
        assert changed != text
        assert not accepted(changed.encode(), tmp_path)


def test_an_empty_ledger_is_a_ledger_too(books, capsysbinary, tmp_path):  # noqa: F811 - the scene
    assert accepted(exported("beancount", capsysbinary), tmp_path)
    assert exported("csv", capsysbinary).count(b"\r\n") == 1


def test_in_csv_numbers_stay_numbers_and_no_words_act(year, capsysbinary):
    rows = list(csv.DictReader(io.StringIO(exported("csv", capsysbinary).decode())))

    assert len(rows) == Leg.objects.count()
    assert sum(round(float(row["pounds"]) * 100) for row in rows) == 0
    assert {row["what"] for row in rows if row["kind"] == "payment"} == {"'=Workshops by Noor Rahman’s team"}
    assert {row["pounds"] for row in rows} >= {"1000.00", "-1000.00"}
    assert not any(value[:1] in "=+@\t\r" for row in rows for value in row.values() if value)


def test_a_spreadsheet_has_money_in_its_cells_and_adds_up(year, capsysbinary):
    book = fastexcel.read_excel(exported("xlsx", capsysbinary))
    ledger, accounts = (book.load_sheet(name).to_polars() for name in ("Ledger", "Accounts"))

    assert str(ledger["pounds"].dtype) == "Float64"
    assert ledger.height == Leg.objects.count()
    held = {(row["fund"], row["account"]): row["pounds"] for row in accounts.to_dicts()}
    assert held["Pooled fund", "Bank account"] == 650.0
    assert held["Reading, 2026 “pilot”", "Bank account"] == 200.0
    assert "'=Workshops by Noor Rahman’s team" in ledger["what"].to_list()


def test_everybody_reads_the_same_ledger_but_for_names(year, capsysbinary, tmp_path):
    """Invariant F9: leave people's names out of the private ledger, and the public one is what is left."""
    AgendaItem.objects.filter(decision__money_pence=20_000).update(is_confidential=True)
    people = [person.name for person in year.people.values()]
    whole = list(csv.DictReader(io.StringIO(exported("csv", capsysbinary).decode())))
    public = list(csv.DictReader(io.StringIO(exported("csv", capsysbinary, "--public").decode())))

    def without(row):
        for name in people:
            row = {key: value.replace(f"{name}’s", name).replace(name, LEFT_OUT) for key, value in row.items()}
        if row["kind"] == "transfer":
            row["what"] = queries.CONFIDENTIAL
        return row

    assert [without(row) for row in whole] == public
    assert whole != public
    assert accepted(exported("beancount", capsysbinary, "--public"), tmp_path)
    for kind in ("csv", "beancount"):
        text = exported(kind, capsysbinary, "--public").decode()
        assert not any(name in text for name in people)
        assert "Moved for reading" not in text


def test_the_whole_ledger_is_read_in_as_many_questions_however_long_it_is(year, django_assert_num_queries):
    with django_assert_num_queries(5):
        queries.the_books()
    with django_assert_num_queries(6):
        queries.open_books()


def test_members_take_the_books_along_and_others_sign_in(year, client):
    page = client.get(reverse("exchange:books"))
    assert page.status_code == 302

    cast.sign_in(client, year.people["Meera"])
    text = read(client.get(reverse("exchange:books")).content.decode()).text
    assert "5 entries in 2 funds, reconciled with the bank on Tuesday 6 October 2026" in text

    for kind in ("beancount", "csv", "xlsx"):
        answer = client.get(reverse("exchange:ledger", args=[kind]))
        assert answer["Content-Disposition"] == f'attachment; filename="ledger-2026-11-03.{kind}"'
        assert len(answer.content) > 500
    assert client.get(reverse("exchange:ledger", args=["pdf"])).status_code == 404


def test_everybody_takes_the_open_ledger_along(year, client):
    whole = client.get(reverse("open_ledger", args=["csv"])).content.decode()

    assert whole.count("\r\n") == 1 + Leg.objects.count()
    assert "Noor Rahman" not in whole
    assert client.get(reverse("open_ledger", args=["pdf"])).status_code == 404
