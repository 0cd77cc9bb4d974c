"""How a view answers: a page from a template, and a deed done for a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from collegiate.foundation.record.deeds import AlreadyDone, once
from collegiate.foundation.record.versions import Stale
from collegiate.foundation.ui.forms import Once, Versioned
from collegiate.values import Refused

UNPROCESSABLE = 422
T = TypeVar("T")


def page(
    request: HttpRequest, template: str, *, form: Any = None, status: int | None = None, **values: Any
) -> HttpResponse:
    """
    Answer with a page; 422 where its form was sent and has errors, so that nobody takes it for done.

    `form` (a form or a formset) is in the template as `form`; the frame shows its error summary.
    """
    if form is not None:
        values["form"] = form
        if status is None and form.is_bound and not form.is_valid():
            status = UNPROCESSABLE
    return render(request, template, values, status=status)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """
    That the deed of a form is done.

    Attributes
    ----------
    made : T or None
        What the deed returned; None where the form was sent before, and the first sending did it.
    """

    made: T | None


def done(form: Once, do: Callable[[], T]) -> Done[T] | None:
    """
    Do a deed for a valid form, once however often it is sent; return nothing where the page is to be shown again.

    A form sent twice gets the answer it got the first time. A stale form, a refusal and a broken constraint stand
    on the form as errors, for the view to show it again with what was typed.
    """
    try:
        with once(form.cleaned_data["once"]):
            return Done(do())
    except AlreadyDone:
        return Done(None)
    except Stale as stale:
        if not isinstance(form, Versioned):
            raise
        form.overtaken(stale)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as broken:
        _put_on(form, broken)
    return None


def _put_on(form: BaseForm, broken: ValidationError) -> None:
    """Put a row's faults beside the fields they are about, and the rest above the form."""
    if not hasattr(broken, "error_dict"):
        form.add_error(None, broken)
        return
    for name, errors in broken.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
