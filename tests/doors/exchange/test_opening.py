"""A spreadsheet of what funds held is read whole, shown, and posted all or nothing, on the page and from the shell."""

from datetime import date
from uuid import uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from collegiate.doors.exchange.opening import read_opening
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Entry, Fund
from collegiate.partnership.members import commands as members
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db
GOOD = 'Fund,On,Amount,Note\r\nPooled  fund,31/08/2026,"£12,345.60",From the county\r\n'
BAD = (
    "fund,on,amount\n"
    "Poled fund,2026-08-31,10\n"
    "Pooled fund,2026-02-30,10.555\n"
    "pooled fund,2026-10-07,0\n"
    "Pooled fund,,\n"
    ",31 August 2026,-5\n"
)


@pytest.fixture(autouse=True)
def _tuesday(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)


@pytest.fixture
def graham():
    return cast.person("Graham Porter", Role.BOOKKEEPER)


@pytest.fixture
def pot(graham):
    members.adopt_charter("We pool", purposes=[("lead", "Leaders")], agreed_on=SINCE, by=FOUNDING, at=MORNING)
    return commands.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=cast.standing(graham), at=MORNING)


def opening(text, pot, *, done=frozenset()):
    return read_opening(text.encode(), funds=[pot], done=set(done), today=TUESDAY, name="balances.csv")


def test_a_spreadsheet_says_what_a_fund_held(pot):
    (balance,) = opening(GOOD, pot).balances

    assert (balance.fund, balance.on, balance.amount) == (pot, date(2026, 8, 31), Money(1_234_560))
    assert balance.memo == "From the county"


def test_every_cell_that_cannot_be_taken_is_named_by_line_and_column_with_what_to_do(pot):
    found = opening(BAD, pot)

    assert [str(one) for one in found.bad] == [
        "balances.csv, line 2, column fund: There is no fund “Poled fund”. Open it first, or name one of: Pooled fund.",
        "balances.csv, line 3, column on: “2026-02-30” is not a day. Write it like 2026-08-31 or 31/08/2026.",
        "balances.csv, line 3, column amount: “10.555” is not an amount in whole pence. Write it like 1,234.50.",
        "balances.csv, line 4, column fund: Pooled fund stands on line 3 too. Give each fund one row.",
        "balances.csv, line 4, column on: 7 October 2026 is still to come. Give the day on which the bank held it.",
        "balances.csv, line 4, column amount: £0.00 is not more than nothing. Leave a fund without money out; what is owed is "
        "not a balance.",
        "balances.csv, line 5, column fund: Pooled fund stands on line 3 too. Give each fund one row.",
        "balances.csv, line 5, column on: The day is missing. Write it like 2026-08-31 or 31/08/2026.",
        "balances.csv, line 5, column amount: The amount is missing. Write it like 1,234.50.",
        "balances.csv, line 6, column fund: The fund is missing. Open it first, or name one of: Pooled fund.",
        "balances.csv, line 6, column amount: -£5.00 is not more than nothing. Leave a fund without money out; what is owed "
        "is not a balance.",
    ]
    assert found.balances == []


def test_a_table_without_its_columns_is_refused(pot):
    with pytest.raises(TableRefused, match="These columns are missing: on, amount"):
        opening("Fund,Sum\nPooled fund,1\n", pot)


def test_a_spreadsheet_of_a_spreadsheet_program_is_read_alike(pot, tmp_path):
    path = tmp_path / "balances.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Fund", "On", "Amount"])
        sheet.write(1, 0, "Pooled fund")
        sheet.write_datetime(1, 1, date(2026, 8, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 2, 12345.6)

    found = read_opening(path, funds=[pot], done=set(), today=TUESDAY)

    assert ([str(one) for one in found.bad], found.total) == ([], Money(1_234_560))
    assert found.balances[0].on == date(2026, 8, 31)


def send(client, text):
    file = SimpleUploadedFile("balances.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("exchange:opening"), {"once": uuid4(), "file": file})


def test_the_bookkeeper_reads_it_first_and_posts_it_once(client, pot, graham):
    cast.sign_in(client, graham)
    shown = read(send(client, GOOD).content).one("main")
    assert "balances.csv was read. Nothing is posted yet." in shown.text
    assert "£12,345.60" in shown.text
    assert not Entry.objects.exists()

    sent = {name: shown.one("input", name=name)["value"] for name in ("once", "digest")}
    for _ in range(2):
        assert client.post(reverse("exchange:opening"), sent)["Location"] == reverse("fund:fund")

    assert (Entry.objects.get().on, Fund.objects.get().received_pence) == (date(2026, 8, 31), 1_234_560)
    assert Line.objects.get(deed="fund.bring_forward").data["file"] == sent["digest"]
    again = client.post(reverse("exchange:opening"), sent | {"once": uuid4()})
    assert again.status_code == 422
    assert "The opening balance of Pooled fund is posted." in read(again.content).one("main").text


@pytest.mark.usefixtures("pot")
def test_what_cannot_be_taken_is_said_and_nothing_is_posted(client, graham):
    cast.sign_in(client, graham)

    answer = send(client, BAD)

    assert answer.status_code == 422
    assert "line 3, column on: “2026-02-30” is not a day." in read(answer.content).one("main").text
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("pot")
def test_a_digest_that_nobody_kept_leads_back_to_the_file(client, graham):
    cast.sign_in(client, graham)

    answer = client.post(reverse("exchange:opening"), {"once": uuid4(), "digest": "0" * 64})

    assert answer["Location"] == reverse("exchange:opening")


def test_only_the_bookkeeper_opens_the_page(client):
    cast.sign_in(client, cast.person("Noor Rahman", Role.COORDINATOR))

    assert client.get(reverse("exchange:opening")).status_code == 403


def test_the_shell_reads_it_dry_and_posts_it_for_a_bookkeeper(client, pot, graham, tmp_path, capsys):
    cast.sign_in(client, graham)
    path = tmp_path / "balances.csv"
    path.write_text(GOOD)

    call_command("ledger", "opening", str(path), "--dry-run")
    assert capsys.readouterr().out.splitlines()[-1] == "would be posted: 1 funds, £12,345.60"
    assert not Entry.objects.exists()
    for by in ((), ("--by", "nobody@example.org")):
        with pytest.raises(CommandError, match="Say which bookkeeper posts this"):
            call_command("ledger", "opening", str(path), *by)
    call_command("ledger", "opening", str(path), "--by", "Graham.Porter@example.org")

    assert capsys.readouterr().out.splitlines()[-1] == "posted: 1 funds, £12,345.60"
    assert (queries.faults(), Fund.objects.get().received_pence) == ([], 1_234_560)
    path.write_text(BAD)
    with pytest.raises(CommandError, match="Nothing was posted"):
        call_command("ledger", "opening", str(path))
    assert "line 3, column on" in capsys.readouterr().err
