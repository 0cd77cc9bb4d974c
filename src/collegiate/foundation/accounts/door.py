"""The closed door: a page opens only by a ruling its view names."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.checks import Error, register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from collegiate.values import NOBODY, YES, Ruling, Standing, no

Rule = Callable[[Standing], Ruling]
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request that has passed the door."""

    standing: Standing


def anyone(standing: Standing) -> Ruling:
    """Rule on a public page: yes."""
    return YES


def anyone_signed_in(standing: Standing) -> Ruling:
    """Rule on a page for everybody who belongs to the partnership."""
    if standing.person_id is None:
        return no("Only members of the partnership can see this page.")
    return YES


def keeps_the_address(standing: Standing) -> Ruling:
    """Rule on the library's page where people change the address they sign in with: whoever invites keeps it."""
    return no("You sign in with the address you were invited by. Ask the coordinator if it has to change.")


def allowed_to(rule: Rule) -> Callable[[View], View]:
    """Name the ruling that opens a view."""

    def mark(view: View) -> View:
        @wraps(view)
        def ruled(*args: Any, **kwargs: Any) -> HttpResponse:
            return view(*args, **kwargs)

        ruled.ruling = rule  # type: ignore[attr-defined]
        return ruled

    return mark


def opens(url: str, standing: Standing) -> bool:
    """Say whether the door of an address of ours opens to somebody, so that no page offers them a closed one."""
    rule: Rule | None = getattr(resolve(url).func, "ruling", None)
    return rule is not None and bool(rule(standing))


def walk(patterns: list[Any], path: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every url with its whole path."""
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here)
        else:
            yield here, pattern


def under(rule: Rule, urls: Any, *, but: Mapping[str, Rule] | None = None) -> Any:
    """Give every view of somebody else's urls a ruling: ``path("accounts/", under(anyone, include("allauth.urls")))``."""
    module = urls[0]
    for _, pattern in walk(getattr(module, "urlpatterns", module)):
        pattern.callback = allowed_to((but or {}).get(pattern.name or "", rule))(pattern.callback)
    return urls


@register("security")
def every_view_names_a_ruling(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """Report each url whose view names no ruling."""
    return [
        Error(
            f"/{path} ({pattern.lookup_str}) names no ruling.", hint="Put @allowed_to(…) above it.", id="accounts.E001"
        )
        for path, pattern in walk(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "ruling")
    ]


class ClosedDoor:
    """Refuse what no ruling opens; send those who have not signed in to do so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Ask the view's ruling before the view runs."""
        standing: Standing = getattr(request, "standing", NOBODY)
        rule = getattr(view, "ruling", None)
        ruling = rule(standing) if rule else no("This page is not open yet.")
        if ruling:
            return None
        if rule and not standing.signed_in:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(ruling.refusal)
