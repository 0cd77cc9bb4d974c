"""The bookkeeper reads in what the bank says, finds what each line is, reconciles the day, and hands the books on."""

import csv
import io

import pytest

from collegiate.foundation import clock
from collegiate.improvement.fund.models import Contribution, Match, Reconciliation
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, TUESDAY
from tests.improvement.fund.conftest import books  # noqa: F401 - a scene

BANK = (
    "Date,Description,Paid out,Paid in,Balance\n"
    "02/10/2026,HILLSIDE PRIMARY,,500.00,500.00\n"
    "05/10/2026,WEIR ACADEMY,,300.00,800.00\n"
    "06/10/2026,COUNTER CREDIT,,250.00,1050.00\n"
)
STATEMENT = "2 October 2026 to 6 October 2026"


@pytest.fixture
def graham(page, see, sign_in, live_server, books, tmp_path, settings):  # noqa: F811 - the scene
    """Graham Porter, at the bank’s page: two members have paid, and a third has, which is not entered yet."""
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)
    books.receive(500)
    books.receive(300, from_=cast.school("Weir Academy"))
    books.expect(250, from_=cast.school("Ashmere Infants"))
    person = books.people["Graham"]
    sign_in(cast.commands.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=MORNING))
    page.goto(f"{live_server.url}/fund/statements/")
    see("Do the ledger and the bank agree?")
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_the_bookkeeper_reconciles_a_statement_and_hands_the_books_on(graham, see, live_server, shot):
    page = graham
    assert "No day is reconciled yet." in page.inner_text("main")

    page.goto(f"{live_server.url}/import/statement/")
    see("Load a bank statement")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "bank.csv", "mimeType": "text/csv", "buffer": BANK.replace("300.00,800", "300.00,801").encode()}
    )
    press(page, "Load this statement")
    see("Load a bank statement")
    assert "line 3, column balance" in page.inner_text("main")
    shot("bookkeeper-1-refused")

    page.get_by_label("File", exact=True).set_input_files(
        {"name": "bank.csv", "mimeType": "text/csv", "buffer": BANK.encode()}
    )
    press(page, "Load this statement")
    see(STATEMENT)
    assert "3 of 3 lines are not explained yet." in page.inner_text("main")

    press(page, "Match the sure ones")
    see("Match the sure ones?")
    press(page, "Match them")
    see(STATEMENT)
    assert "1 of 3 lines is not explained yet." in page.inner_text("main")
    assert "Explain the rest first" in page.inner_text("main")
    shot("bookkeeper-2-statement")

    _record_what_came_in(page, see, live_server)
    page.goto(f"{live_server.url}/fund/statements/")
    see("Do the ledger and the bank agree?")
    page.get_by_role("link", name=STATEMENT).click()
    see(STATEMENT)
    press(page, "Match the sure ones")
    see("Match the sure ones?")
    press(page, "Match them")
    see(STATEMENT)
    press(page, "Say that they agree")
    see("Do the ledger and the bank agree?")
    shot("bookkeeper-3-agree")
    press(page, "They agree")
    see("Do the ledger and the bank agree?")
    assert "Yes, on Tuesday 6 October 2026: both held £1,050.00." in page.inner_text("main")
    assert (Reconciliation.objects.get().amount, Match.objects.count()) == (Money(105_000), 3)

    page.goto(f"{live_server.url}/books/")
    see("How can somebody else check the books?")
    shot("bookkeeper-4-books")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(downloading.value.path().read_text("utf-8"))))
    assert sum(float(row["pounds"]) for row in rows if row["account"] == "Bank account") == 1050


def _record_what_came_in(page, see, live_server):
    page.goto(f"{live_server.url}/fund/contributions/")
    see("Contributions")
    page.get_by_role("link", name="Record that it came in").click()
    see("Did this contribution come in?")
    press(page, "Record that it came in")
    see("Contributions")
    assert not Contribution.objects.filter(entry=None).exists()
