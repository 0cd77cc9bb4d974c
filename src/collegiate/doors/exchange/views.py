"""Pages on which files come in."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collegiate.doors.exchange import forms
from collegiate.doors.exchange.results import Results, load_results, read_results
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.evidence.commands import Loaded
from collegiate.improvement.evidence.queries import may_load
from collegiate.partnership.members import queries as members


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
