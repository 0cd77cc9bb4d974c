"""What stands round every page for whoever is asking: the partnership, and where they may go."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from collegiate.foundation.accounts.door import Rule, anyone, anyone_signed_in
from collegiate.foundation.ui.components import Link
from collegiate.foundation.ui.frame import Frame
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import GroupKind
from collegiate.values import YES, Role, Ruling, Standing, no


@dataclass(frozen=True, slots=True)
class Way:
    """
    One entry of the navigation: its words, the page it leads to, the ruling that opens it.

    Attributes
    ----------
    beside : tuple of str
        Where the addresses begin that belong to it as well, though they do not begin with its own.
    """

    text: str
    name: str
    rule: Rule
    beside: tuple[str, ...] = ()


PREPARES_MEETINGS = (Role.COORDINATOR, Role.CLERK)
OF_MEETINGS = ("/items/", "/matters/", "/papers/", "/considerations/", "/votes/")
MEETS = tuple(kind for kind in GroupKind if kind not in (GroupKind.TEAM, GroupKind.COHORT))


def who_meets(standing: Standing) -> Ruling:
    """Rule on being shown the way to the meetings: whoever sits on a group that has any, or prepares them."""
    if standing.holds(*PREPARES_MEETINGS) or _sits_on(standing, *MEETS):
        return YES
    return no("Meetings are for those who sit on a group.")


def _sits_on(standing: Standing, *kinds: str) -> bool:
    return any(held.group_kind in kinds for held in standing.held)


WAYS = (
    Way("My desk", "home", anyone_signed_in),
    Way("Schools", "members:members", anyone, beside=("/schools/",)),
    Way("Evidence", "evidence:schools", anyone_signed_in),
    Way("Needs", "needs:needs", anyone_signed_in),
    Way("Meetings", "governance:meetings", who_meets, beside=OF_MEETINGS),
    Way("Decisions", "governance:decisions", anyone),
    Way("Fund", "fund:fund", anyone_signed_in),
    Way("Support", "commissioning:agreements", anyone_signed_in),
    Way("Teams", "achievement_teams:teams", anyone_signed_in),
    Way("Training day", "training_day:days", anyone_signed_in),
    Way("Practice", "practice:library", anyone),
    Way("Reports", "accountability:reports", anyone),
)
FOOT = (
    Way("From need to result", "threads", anyone_signed_in),
    Way("Where did the money go?", "follow", anyone_signed_in),
    Way("Did it help?", "impact:studies", anyone_signed_in),
    Way("What we are for", "about", anyone),
    Way("Who sits where", "governance:who_sits_where", anyone),
    Way("Where the money went", "money", anyone),
    Way("Services", "childrens_services:directory", anyone),
    Way("My password", "account_change_password", anyone_signed_in),
    Way("Accessibility", "accessibility", anyone),
    Way("Privacy", "privacy", anyone),
)


def frame_for(standing: Standing, path: str) -> Frame:
    """Return the frame of one page; one query."""
    name, message, imaginary = queries.in_the_frame()
    signed_in = standing.signed_in
    return Frame(
        partnership=name or "Collegiate",
        message=message,
        home_url=reverse("home"),
        navigation=tuple(links(WAYS, standing, path)),
        person=standing.name if signed_in else "",
        desk=desk_words(standing),
        desk_url=reverse("desk") if len(desks_of(standing)) > 1 else "",
        search_url=reverse("search"),
        sign_in_url="" if signed_in else sign_in_url(),
        sign_out_url=reverse("account_logout") if signed_in else "",
        footer=tuple(links(FOOT, standing, path)),
        notice="This town and everybody in it are imaginary." if imaginary else "",
    )


def links(ways: tuple[Way, ...], standing: Standing, path: str) -> list[Link]:
    """Return the ways that are open to somebody, marking the one that leads nearest to where they are."""
    found = [(way, reverse(way.name)) for way in ways if way.rule(standing)]
    here = max((url for way, url in found if _leads_near(way, url, path)), key=len, default=None)
    return [Link(way.text, url, current=url == here) for way, url in found]


def _leads_near(way: Way, url: str, path: str) -> bool:
    if url == "/":
        return path == url
    return path.startswith((url, *way.beside))


def sign_in_url() -> str:
    """Return where one signs in: by one click in a demonstration."""
    try:
        return reverse("cast") if settings.DEMO else reverse("account_login")
    except NoReverseMatch:
        return reverse("account_login")


def desks_of(standing: Standing) -> list[Role]:
    """Return the roles somebody can look at a desk for, each once, in the order they took them on."""
    return list(dict.fromkeys(held.role for held in standing.held))


def desk_of(standing: Standing) -> Role | None:
    """Return the role whose desk somebody looks at: the one chosen, or the first."""
    desks = desks_of(standing)
    chosen = next((role for role in desks if role.value == standing.acting_as), None)
    return chosen or (desks[0] if desks else None)


def desk_words(standing: Standing) -> str:
    """Return "head teacher at Hillside Primary", for whoever has a role."""
    role = desk_of(standing)
    if role is None:
        return ""
    held = next(one for one in standing.held if one.role == role)
    if held.organisation_name:
        return f"{role.words} at {held.organisation_name}"
    return f"{role.words} of {held.group_name}" if held.group_name else role.words
