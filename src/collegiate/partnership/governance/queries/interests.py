"""Who has an interest in an item, what it leaves them, and why, in a sentence: one for them to read, one for others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from collegiate.partnership.governance.models import (
    AgendaItem,
    Dispensation,
    FlagStage,
    InterestFlag,
    ItemParty,
    Meeting,
    Nearness,
    Part,
    Source,
    Why,
)
from collegiate.partnership.governance.queries.equality import alike_or_not
from collegiate.partnership.governance.queries.known import known_to
from collegiate.partnership.governance.queries.ties import Tie, ties
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing

PARTS = {
    Part.PAYEE: "which this item would pay",
    Part.BENEFICIARY: "which this item would support",
    Part.BIDDER: "which has made a proposal",
}
ALIKE = "which this item would support as it does every school of its kind"
SEVERITY = {Nearness.DIRECT: 0, Nearness.NEAR: 0, Nearness.DISPENSED: 1, Nearness.CLASS_WIDE: 2}


@dataclass(frozen=True, slots=True)
class _Touched:
    """An organisation that an item touches: in which words, and whether it touches every one of its kind alike."""

    item_id: int
    organisation: Organisation
    clause: str
    alike: bool = False


def interests_in(item: AgendaItem, *, person_ids: Iterable[int], day: date) -> dict[int, Why]:
    """Return, for each of the people who has an interest in an item on a day, what and why."""
    found = interests_of(AgendaItem.objects.filter(pk=item.pk), person_ids=person_ids, day=day)
    return {person: why for (_, person), why in found.items()}


def interests_at(meeting: Meeting, *, person_id: int, day: date) -> dict[int, Why]:
    """Return, by item, what interest a person has in the items of a meeting on a day."""
    found = interests_of(AgendaItem.objects.filter(meeting=meeting), person_ids=[person_id], day=day)
    return {item.pk: why for (item, _), why in found.items()}


def interests_ahead(meetings: Iterable[Meeting], *, person_id: int, day: date) -> list[tuple[AgendaItem, Why]]:
    """Return the items of some meetings for which a person must leave the room, and why; however many."""
    items = AgendaItem.objects.filter(meeting__in=list(meetings))
    found = interests_of(items, person_ids=[person_id], day=day)
    return sorted(
        ((item, why) for (item, _), why in found.items() if why.leaves),
        key=lambda pair: (pair[0].meeting_id, pair[0].place),
    )


def interests_of(
    items: QuerySet[AgendaItem], *, person_ids: Iterable[int], day: date
) -> dict[tuple[AgendaItem, int], Why]:
    """
    Return by item and person the weightiest interest: what keeps them out before what does not, then money first.

    However many items and people: four queries, and one or two more where somebody declared something, is dispensed,
    or an item gives a whole class alike.
    """
    person_ids = list(person_ids)
    lasting = _lasting(person_ids, day)
    flags = InterestFlag.objects.filter(person_id__in=person_ids, stage=FlagStage.STANDS)
    known = {
        item.pk: item
        for item in items.select_related("gives_alike__formula").annotate(
            has_flags=Exists(flags.filter(item=OuterRef("pk"))), some_dispensed=Exists(lasting)
        )
    }
    touched = _touched(known, day)
    by_organisation: dict[int, list[Tie]] = {}
    for tie in ties({one.organisation.pk for one in touched}, person_ids, day) if touched else ():
        by_organisation.setdefault(tie.organisation_id, []).append(tie)
    ranked = [(tie.weight, one, tie) for one in touched for tie in by_organisation.get(one.organisation.pk, ())]
    dispensed = _by_tie(lasting) if any(item.some_dispensed for item in known.values()) else {}
    found: dict[tuple[int, int], list[Why]] = {}
    for _, one, tie in sorted(ranked, key=lambda each: each[0]):
        found.setdefault((one.item_id, tie.person_id), []).append(_of_tie(tie, one, dispensed))
    if any(item.has_flags for item in known.values()):
        alike = _alike(touched)
        for flag in flags.filter(item__in=known).order_by("pk"):
            why = _of_flag(flag, dispensed, alike=(flag.item_id, flag.organisation_id) in alike)
            found.setdefault((flag.item_id, flag.person_id), []).append(why)
    return {
        (known[item], person): min(whys, key=lambda why: SEVERITY[why.nearness])
        for (item, person), whys in found.items()
    }


def _touched(items: Mapping[int, AgendaItem], day: date) -> list[_Touched]:
    parties = ItemParty.objects.filter(item_id__in=items).select_related("organisation").order_by("pk")
    named = sorted(parties, key=lambda party: list(PARTS).index(Part(party.part)))
    found = [_Touched(party.item_id, party.organisation, PARTS[Part(party.part)]) for party in named]
    classes = [item.gives_alike for item in items.values() if hasattr(item, "gives_alike")]
    for item, (shares, because) in alike_or_not(classes, day=day).items():
        clause = PARTS[Part.BENEFICIARY] if because else ALIKE
        found += [_Touched(item, share.organisation, clause, alike=not because) for share in shares]
    return found


def _alike(touched: list[_Touched]) -> set[tuple[int, int]]:
    """Return the items and organisations of which an item treats the organisation as every other of its class, and only so."""
    more = {(one.item_id, one.organisation.pk) for one in touched if not one.alike}
    return {(one.item_id, one.organisation.pk) for one in touched if one.alike} - more


def _lasting(person_ids: list[int], day: date) -> QuerySet[Dispensation]:
    return Dispensation.objects.filter(_in_force(), person_id__in=person_ids, from_on__lte=day, until_on__gte=day)


def _by_tie(lasting: QuerySet[Dispensation]) -> dict[tuple[int, int], Dispensation]:
    return {(one.person_id, one.organisation_id): one for one in lasting.select_related("decision").order_by("pk")}


def _in_force() -> Q:
    return Q(decision__decided_at__isnull=False)


def _of_tie(tie: Tie, one: _Touched, dispensed: dict[tuple[int, int], Dispensation]) -> Why:
    # Where the tie has ended its words end with the day, so the organisation's name stands inside them.
    name = str(one.organisation)
    you, they = (f"{words.replace('@', name)}, {one.clause}." for words in (f"You {tie.you}", tie.they))
    if one.alike:
        return Why(you, they, Nearness.CLASS_WIDE, tie.source)
    return _dispensation(Why(you, they, tie.nearness, tie.source), dispensed.get((tie.person_id, one.organisation.pk)))


def _of_flag(flag: InterestFlag, dispensed: dict[tuple[int, int], Dispensation], *, alike: bool) -> Why:
    """Return what a flag comes to; `alike` where it names a school that the item treats as it does every other."""
    if flag.source == Source.MEETING:
        you, they = (f"{have} declared an interest in this item: {flag.because}" for have in ("You have", "has"))
    else:
        ruled = f"{flag.because} (raised by another member; the chair ruled: {flag.ruling})"
        you, they = (f"{have} an interest in this item: {ruled}" for have in ("You have", "has"))
    nearness, source = Nearness.CLASS_WIDE if alike else Nearness(flag.nearness), Source(flag.source)
    if alike:
        return Why(_stop(you), _stop(they), nearness, source)
    granted = dispensed.get((flag.person_id, flag.organisation_id)) if flag.organisation_id else None
    return _dispensation(Why(_stop(you), _stop(they), nearness, source), granted)


def _stop(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _dispensation(why: Why, granted: Dispensation | None) -> Why:
    if granted is None:
        return why
    words = f" Decision {granted.decision.reference} dispenses"
    return Why(f"{why.you}{words} you.", f"{why.they}{words} them.", Nearness.DISPENSED, why.source, granted.powers)


def raised_and_waiting(item: AgendaItem) -> list[InterestFlag]:
    """Return the interests in an item that another member raised and on which the chair has not ruled."""
    found = InterestFlag.objects.filter(item=item, stage=FlagStage.RAISED).select_related("person", "raised_by")
    return list(found.order_by("pk"))


def get_flag(pk: int, *, viewer: Standing) -> InterestFlag:
    """
    Return an interest in an item, with its item and person.

    :raises InterestFlag.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise InterestFlag.DoesNotExist
    found = InterestFlag.objects.filter(item__in=known_to(viewer))
    return found.select_related("item__meeting__group", "person", "raised_by").get(pk=pk)
