"""Statements as banks export them are read right, or refused with line, column and what to do; nothing is half read."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from collegiate.doors.exchange.statements import SaidLine, read_statement
from collegiate.doors.exchange.statements.amounts import Amounts
from collegiate.doors.exchange.statements.reading import in_order
from collegiate.doors.exchange.tables import TableRefused
from collegiate.improvement.fund.models import Statement, StatementLine
from collegiate.values import Money, Role
from tests import cast
from tests.foundation.ui.reading import read


def said(text, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    found = read_statement(content, name="bank.csv")
    return [(one.on.isoformat(), one.amount.pence, one.words) for one in found.lines], found.opening, found.closing


# Ten conventions, the same two lines in each.
HEADING = (
    'Account Name:,Ashmere Pooled Fund\r\nAccount Balance:,"£12,565.00"\r\nAvailable Balance:,"£12,565.00"\r\n\r\n'
    "Date,Transaction type,Description,Paid out,Paid in,Balance\r\n"
    '06 Oct 2026,Payment,BRIGHTWELL LEARNING,"£12,000.00",,"£565.00"\r\n'
    '05 Oct 2026,Bank credit,HILLSIDE C00012,,£565.00,"£12,565.00"\r\n'
)
DEBIT_AND_CREDIT = (
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
    "05/10/2026,BGC,'11-22-33,12345678,HILLSIDE C00012,,565.00,12565.00\n"
    "06/10/2026,FPO,'11-22-33,12345678,BRIGHTWELL LEARNING,12000.00,,565.00\n"
)
SIGNED_NEWEST_FIRST = (
    "Number,Date,Account,Amount,Subcategory,Memo\r\n"
    " ,06/10/2026,11-22-33 12345678,-12000.00,FT,BRIGHTWELL LEARNING\r\n"
    " ,05/10/2026,11-22-33 12345678,565.00,DIRECTDEP,HILLSIDE C00012\r\n"
)
CONTINENTAL = (
    "Booking Date;Description;Amount;Balance\r\n"
    "05.10.2026;HILLSIDE C00012;565,00;12.565,00\r\n06.10.2026;BRIGHTWELL LEARNING;-12.000,00;565,00\r\n"
)
DR_AND_CR = (
    'Date,Narrative,Value,Balance\n05-Oct-26,HILLSIDE C00012,565.00 CR,"12,565.00 CR"\n'
    '06-Oct-26,BRIGHTWELL LEARNING,"12,000.00 DR",565.00 CR\n'
)
TYPE_SAYS_WHICH_WAY = (
    "Date\tCounter Party\tReference\tDebit/Credit\tAmount (GBP)\r\n"
    "2026-10-05\tHILLSIDE C00012\t\tCredit\t565.00\r\n2026-10-06\tBRIGHTWELL LEARNING\t\tDebit\t12,000.00\r\n"
)
BRACKETS_AND_AMERICAN = (
    'Posting Date,Details,Amount\n10/05/2026,HILLSIDE C00012,565.00\n10/06/2026,BRIGHTWELL LEARNING,"(12,000.00)"\n'
    "10/13/2026,INTEREST,0.01\n"
)
MINUS_BEHIND = (
    '"Date","Details","Amount £","Balance £"\n"5/10/26","HILLSIDE C00012","565.00","12565.00"\n'
    '"6/10/26","BRIGHTWELL LEARNING","12000.00-","565.00"\n"Total",,,\n'
)
OFX_OLD = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP
<BANKACCTFROM><BANKID>112233<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261001<DTEND>20261006
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20261006120000[0:GMT]
<TRNAMT>-12000.00
<FITID>0002
<NAME>BRIGHTWELL LEARNING
</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261005<TRNAMT>565.00<FITID>0001<NAME>HILLSIDE<MEMO>C00012</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>565.00<DTASOF>20261006</LEDGERBAL>
<AVAILBAL><BALAMT>900.00<DTASOF>20261006</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
OFX_NEW = (
    '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>\n<OFX><STMTRS><CURDEF>GBP</CURDEF>\n'
    "<STMTTRN><DTPOSTED>20261005</DTPOSTED><TRNAMT>565.00</TRNAMT><FITID>1</FITID><NAME>HILLSIDE C00012</NAME></STMTTRN>\n"
    "<STMTTRN><DTPOSTED>20261006</DTPOSTED><TRNAMT>-12000.00</TRNAMT><FITID>2</FITID>"
    "<NAME>BRIGHTWELL LEARNING</NAME></STMTTRN>\n"
    "<LEDGERBAL><BALAMT>565.00</BALAMT></LEDGERBAL></STMTRS></OFX>"
)
BOTH = [("2026-10-05", 56_500, "HILLSIDE C00012"), ("2026-10-06", -1_200_000, "BRIGHTWELL LEARNING")]
WITH, WITHOUT = (Money(1_200_000), Money(56_500)), (None, None)


@pytest.mark.parametrize(
    ("text", "encoding", "balances"),
    [
        pytest.param(HEADING, "cp1252", WITH, id="the bank's heading above, out and in, newest first, cp1252"),
        pytest.param(DEBIT_AND_CREDIT, "utf-8", WITH, id="debit and credit columns, oldest first"),
        pytest.param(SIGNED_NEWEST_FIRST, "utf-8-sig", WITHOUT, id="one signed amount, newest first, byte order mark"),
        pytest.param(CONTINENTAL, "utf-8", WITH, id="semicolons and commas, days with dots"),
        pytest.param(DR_AND_CR, "utf-8", WITH, id="DR and CR behind the amounts, months in letters"),
        pytest.param(TYPE_SAYS_WHICH_WAY, "utf-16", WITHOUT, id="tabs in UTF-16, a column says which way"),
        pytest.param(MINUS_BEHIND, "utf-8", WITH, id="minus behind, years of two figures, a closing row"),
        pytest.param(OFX_OLD, "cp1252", WITH, id="OFX of the older kind, newest first"),
        pytest.param(OFX_NEW, "utf-8", WITH, id="OFX of the newer kind"),
    ],
)
def test_what_banks_export_is_read_right(text, encoding, balances):
    lines, opening, closing = said(text, encoding)

    assert lines == BOTH
    assert (opening, closing) == balances


def test_a_day_that_can_only_have_its_month_first_turns_the_whole_file():
    lines, _, _ = said(BRACKETS_AND_AMERICAN)

    assert lines == [*BOTH, ("2026-10-13", 1, "INTEREST")]


def test_two_lines_that_are_alike_are_two_lines():
    row = "05/10/2026,HILLSIDE,565.00\n"

    lines, _, _ = said(f"Date,Description,Amount\n{row}{row}{row}")

    assert lines == [("2026-10-05", 56_500, "HILLSIDE")] * 3


HEAD = "Date,Description,Amount,Balance\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "bank.csv: The file is empty. Export it again."),
        (b"%PDF-1.7", "bank.csv: It is a PDF. Export the statement from online banking as CSV or OFX."),
        (
            b"PK\x03\x04....",
            "bank.csv: It is a spreadsheet. Save it as CSV, or export it from online banking as CSV or OFX.",
        ),
        ("05/10/2026,HILLSIDE,565.00\n", "bank.csv, line 1: No row names a day and an amount."),
        (HEAD, "bank.csv: It has column names and no lines."),
        (
            f"{HEAD}05/10/2026,A,5.00,5.00\n31/02/2026,B,5.00,10.00\n",
            "bank.csv, line 3, column Date: “31/02/2026” is not a day.",
        ),
        (
            f"{HEAD}25/10/2026,A,5.00,5.00\n10/26/2026,B,5.00,10.00\n",
            "bank.csv, line 3, column Date: “10/26/2026” has its month first, and other lines have their day first.",
        ),
        (
            f"{HEAD}05/10/2026,A,5.005,5.00\n",
            "bank.csv, line 2, column Amount: “5.005” is not an amount in whole pence.",
        ),
        (f"{HEAD}05/10/2026,A,,5.00\n", "bank.csv, line 2, column Amount: There is no amount."),
        (f"{HEAD}05/10/2026,A,5.00,5.00\n06/10/2026,B\n", "bank.csv, line 3: The row has 2 cells; the columns are 4."),
        (f'{HEAD}05/10/2026,"A,5.00,5.00\n', "bank.csv, line 2: A quote mark is opened and never closed"),
        (
            f"{HEAD}05/10/2026,A,5.00,5.00\n06/10/2026,B,5.00,11.00\n",
            "bank.csv, line 3, column balance: The balance is £11.00, but £5.00 and £5.00 make £10.00. A line is missing",
        ),
        (
            f"{HEAD}05/10/2026,A,5.00,5.00\n07/10/2026,B,5.00,10.00\n06/10/2026,C,5.00,15.00\n",
            "bank.csv, line 4: This day is earlier than the one before it, though others are later.",
        ),
        (
            "Date,Paid out,Paid in\n05/10/2026,5.00,6.00\n",
            "bank.csv, line 2, column Paid out: Money goes out and comes in on one line.",
        ),
        (OFX_OLD[:400], "breaks off before its end."),
        (OFX_NEW.replace(">GBP<", ">EUR<"), "The account is in EUR, not in pounds."),
        (OFX_NEW.replace("</OFX>", "<STMTRS></STMTRS></OFX>"), "It holds 2 accounts. Export the one account"),
        (OFX_NEW.replace("20261005", "20261305"), "line 3, column DTPOSTED: “20261305” is not a day."),
        (
            OFX_NEW.replace("<TRNAMT>565.00</TRNAMT>", ""),
            "line 3, column TRNAMT: The line that ends here has no TRNAMT.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_line_and_column_with_what_to_do(text, words):
    with pytest.raises(TableRefused) as refused:
        said(text)

    assert words in str(refused.value)


def test_lines_of_one_day_are_put_in_the_order_in_which_their_balances_follow():
    rows = ["05/10/2026,C,3.00,16.00", "05/10/2026,B,-2.00,13.00", "05/10/2026,A,5.00,15.00"]

    for order in (rows, rows[::-1]):
        lines, opening, closing = said(HEAD + "\n".join(order) + "\n")
        assert [words for _, _, words in lines] == ["A", "B", "C"]
        assert (opening, closing) == (Money(1_000), Money(1_600))


WAYS_TO_WRITE = (
    lambda pence: f"{Money(pence)}",
    lambda pence: f"{pence / 100:.2f}" if abs(pence) < 10**12 else f"{Money(pence)}",
    lambda pence: f"{Money(abs(pence))}{'-' if pence < 0 else ''}",
    lambda pence: f"({Money(abs(pence))})" if pence < 0 else f"+{Money(pence)}",
    lambda pence: f"{Money(abs(pence))} {'DR' if pence < 0 else 'CR'}",
)


@given(st.integers(-(10**11), 10**11), st.sampled_from(WAYS_TO_WRITE))
def test_an_amount_is_the_same_however_it_is_written(pence, written):
    assert Amounts(continental=False).read(written(pence)) == Money(pence)


@given(st.lists(st.integers(-(10**6), 10**6).filter(bool), min_size=1, max_size=12), st.booleans(), st.data())
def test_a_statement_adds_up_whichever_way_it_is_sorted(amounts, newest_first, data):
    days = sorted(
        data.draw(
            st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=len(amounts), max_size=len(amounts))
        )
    )
    lines, held = [], 0
    for place, (on, pence) in enumerate(zip(days, amounts, strict=True), 2):
        held += pence
        lines.append(SaidLine(place, on, Money(pence), "x", balance=Money(held)))

    found = in_order("x", lines[::-1] if newest_first else lines)

    assert (found.opening, found.closing) == (Money(0), Money(sum(amounts)))
    assert sum(line.amount.pence for line in found.lines) == sum(amounts)


# The page


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture(autouse=True)
    def _bookkeeper(self, client, tmp_path, settings):
        settings.FILES_ROOT = tmp_path / "kept"
        cast.sign_in(client, cast.person("Graham Porter", Role.BOOKKEEPER))

    def send(self, client, text, **sent):
        file = SimpleUploadedFile("bank.csv", text.encode(), content_type="text/csv")
        return client.post(reverse("exchange:statement"), {"once": uuid4(), "file": file, **sent})

    def test_a_statement_is_loaded_whole_and_its_page_follows(self, client):
        answer = self.send(client, DEBIT_AND_CREDIT)

        statement = Statement.objects.get()
        assert answer["Location"] == reverse("fund:statement", args=[statement.pk])
        assert (statement.opening_pence, statement.closing_pence) == (1_200_000, 56_500)
        assert [line.pence for line in statement.lines.order_by("place")] == [56_500, -1_200_000]
        again = self.send(client, DEBIT_AND_CREDIT)
        assert again.status_code == 422
        assert "This file is loaded already." in read(again.content).one("main").text

    def test_nothing_is_half_loaded(self, client):
        answer = self.send(client, DEBIT_AND_CREDIT.replace("06/10/2026", "36/10/2026"))

        assert answer.status_code == 422
        assert "line 3, column Transaction Date: “36/10/2026” is not a day." in read(answer.content).one("main").text
        assert not StatementLine.objects.exists()

    def test_what_the_account_held_is_asked_for_where_the_file_does_not_say(self, client):
        answer = self.send(client, SIGNED_NEWEST_FIRST)
        assert answer.status_code == 422
        assert "The file does not say what the account held at the end." in read(answer.content).one("main").text

        self.send(client, SIGNED_NEWEST_FIRST, closing="565")

        assert Statement.objects.get().opening_pence == 1_200_000
