"""Pages on which files come in, and the books go out."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.doors.exchange import forms
from collegiate.doors.exchange.books import ENDINGS, written
from collegiate.doors.exchange.opening import Opening, read_opening
from collegiate.doors.exchange.results import Results, load_results, read_results
from collegiate.doors.exchange.statements import Said, read_statement
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.files import store
from collegiate.foundation.record.chain import head_now
from collegiate.foundation.ui.components import Column, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.evidence.commands import Loaded
from collegiate.improvement.evidence.queries import may_load
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries as funds
from collegiate.improvement.fund.models import Statement
from collegiate.partnership.members import queries as members
from collegiate.values import counted


@allowed_to(may_load)
@require_http_methods(["GET", "POST"])
def results(request: SignedInRequest) -> HttpResponse:
    """Load a file of published results; what was taken, what was left and why stands on the page that answers."""
    sent = request.method == "POST"
    form = forms.ResultsFile(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid() and (read := _read(form)) is not None:
        path = Path(form.cleaned_data["file"].temporary_file_path())
        loaded: list[Loaded] = []
        if done(form, lambda: loaded.append(load_results(read, path, by=request.standing, at=clock.now()))):
            if not loaded:  # the same form, sent twice
                return redirect("evidence:loadings")
            return page(request, "exchange/loaded.html", results=read, loaded=loaded[0], tallies=_tallies(read))
    return page(request, "exchange/results.html", form=form)


def _read(form: forms.ResultsFile) -> Results | None:
    """Return what the file holds; None, with the reason on the form, where it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        return read_results(
            file.temporary_file_path(), members=members.urns(), year=form.cleaned_data["year"], name=file.name
        )
    except TableRefused as refusal:
        form.add_error("file", str(refusal))
        return None


def _tallies(results: Results) -> list[tuple[str, str]]:
    return [(indicator.title, results.tally(indicator)) for indicator in results.indicators]


@allowed_to(funds.may_keep_books)
@require_http_methods(["GET", "POST"])
def opening(request: SignedInRequest) -> HttpResponse:
    """Read a spreadsheet of opening balances and show what would be posted; sent again by its digest, post it."""
    if "digest" in request.POST:
        return _post_opening(request)
    sent = request.method == "POST"
    form = forms.OpeningFile(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = _opening(file.temporary_file_path(), name=file.name)
        except TableRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            for bad in read.bad:
                form.add_error("file", str(bad))
            if not read.bad:
                digest = store.keep(file.name, file.chunks(), kind=file.content_type, at=clock.now()).digest
                return _as_read(request, read, forms.AsRead(initial={"digest": digest}))
    return page(request, "exchange/opening.html", form=form)


def _post_opening(request: SignedInRequest) -> HttpResponse:
    form = forms.AsRead(request.POST)
    if not form.is_valid() or not store.path_of(form.cleaned_data["digest"]).exists():
        return redirect("exchange:opening")
    digest = form.cleaned_data["digest"]
    read = _opening(store.path_of(digest), name="The file")

    balances = [] if read.bad else read.balances  # a fund's balance may have been posted since it was shown

    if done(form, lambda: fund.bring_forward(balances, file=digest, by=request.standing, at=clock.now())):
        messages.success(request, "The balances are brought forward.")
        return redirect("fund:fund")
    for refusal in read.bad:
        form.add_error(None, str(refusal))
    return _as_read(request, read, form)


def _opening(given: str | Path, *, name: str) -> Opening:
    return read_opening(given, funds=funds.funds(), done=funds.brought_forward(), today=clock.today(), name=name)


def _as_read(request: SignedInRequest, read: Opening, form: forms.AsRead) -> HttpResponse:
    table = Table(
        "What would be posted",
        [Column("Fund"), Column("Held on"), Column("Amount", numeric=True), Column("Note")],
        [[one.fund.name, one.on, one.amount, one.memo] for one in read.balances],
        total=["All funds", "", read.total, ""],
    )
    return page(request, "exchange/opening_read.html", form=form, read=read, table=table)


@allowed_to(funds.may_keep_books)
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest) -> HttpResponse:
    """Load a bank statement, all of it or nothing."""
    sent = request.method == "POST"
    form = forms.StatementFile(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid() and (said := _said(form)) is not None:
        file, closing = form.cleaned_data["file"], said.closing
        lines = [fund.BankLine(one.place, one.on, one.amount, one.words, one.reference) for one in said.lines]
        closing = form.cleaned_data["closing"] if closing is None else closing
        kept = store.keep(file.name, file.chunks(), kind=file.content_type or "text/plain", at=clock.now())
        loaded: list[Statement] = []
        if done(
            form,
            lambda: loaded.append(
                fund.load_statement(kept, lines=lines, closing=closing, by=request.standing, at=clock.now())
            ),
        ):
            if not loaded:  # the same form, sent twice
                return redirect("fund:statements")
            messages.success(request, f"{counted(len(lines), 'line')} read.")
            return redirect("fund:statement", loaded[0].pk)
    return page(request, "exchange/statement.html", form=form)


def _said(form: forms.StatementFile) -> Said | None:
    """Return what the bank said; None, with the reason on the form, where it cannot be read or its end is not known."""
    file = form.cleaned_data["file"]
    try:
        said = read_statement(Path(file.temporary_file_path()).read_bytes(), name=file.name)
    except TableRefused as refusal:
        form.add_error("file", str(refusal))
        return None
    if said.closing is None and form.cleaned_data["closing"] is None:
        form.add_error("closing", "The file does not say what the account held at the end. Write it here.")
        return None
    return said


@allowed_to(funds.may_see_books)
@require_safe
def books(request: SignedInRequest) -> HttpResponse:
    """Show how the books can be taken along, and how a stranger checks them."""
    entries, _, pots = funds.size()
    return page(
        request, "exchange/books.html", entries=entries, pots=pots, last=funds.last_reconciled(), head=head_now()
    )


@allowed_to(funds.may_see_books)
@require_safe
def ledger(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand the whole ledger over as a file."""
    return ledger_as(kind, public=False)


def ledger_as(kind: str, *, public: bool) -> HttpResponse:
    """
    Answer with the whole ledger as a file; `public` leaves out what not everybody may read.

    :raises Http404: if there is no such kind of file
    """
    if kind not in ENDINGS:
        raise Http404
    answer = HttpResponse(written(kind, public=public), content_type=ENDINGS[kind])
    answer["Content-Disposition"] = f'attachment; filename="ledger-{clock.today()}.{kind}"'
    return answer
