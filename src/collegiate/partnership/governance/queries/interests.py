"""Who has an interest in an item, what it leaves them, and why, in a sentence: one for them to read, one for others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from collegiate.partnership.governance.models import (
    AgendaItem,
    Dispensation,
    FlagStage,
    InterestFlag,
    ItemParty,
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


def interests_of(
    items: QuerySet[AgendaItem], *, person_ids: Iterable[int], day: date
) -> dict[tuple[AgendaItem, int], Why]:
    """Return by item and person the weightiest interest; three queries, and those of `interests_among`."""
    known = list(with_interests(items))
    return interests_among(known, flags_on(known), person_ids=person_ids, day=day)


def with_interests(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Return items with what the interests in them follow from, so that nothing is asked for which is not there; two queries."""
    flags = InterestFlag.objects.filter(item=OuterRef("pk")).exclude(stage=FlagStage.DISMISSED)
    touched = (
        Q(organisation__party_to__item=OuterRef("pk"))
        | Q(organisation__flags__item=OuterRef("pk"))
        | Q(organisation__shares__formula__items__item=OuterRef("pk"))
    )
    parties = ItemParty.objects.select_related("organisation").order_by("pk")
    return (
        items.select_related("gives_alike__formula")
        .annotate(
            is_flagged=Exists(flags),
            some_dispensed=Exists(Dispensation.objects.filter(touched, _in_force()).order_by()),
        )
        .prefetch_related(Prefetch("parties", parties))
    )


def flags_on(items: Iterable[AgendaItem]) -> list[InterestFlag]:
    """Return the interests declared or raised for some items that were not dismissed; no query where there are none."""
    flagged = [item.pk for item in items if item.is_flagged]  # type: ignore[attr-defined]  # annotated
    if not flagged:
        return []
    found = InterestFlag.objects.filter(item__in=flagged).exclude(stage=FlagStage.DISMISSED)
    return list(found.select_related("person", "raised_by").order_by("pk"))


def interests_among(
    items: Sequence[AgendaItem], flags: Sequence[InterestFlag], *, person_ids: Iterable[int], day: date
) -> dict[tuple[AgendaItem, int], Why]:
    """
    Return by item and person the weightiest interest: what keeps them out before what does not, then money first.

    The items come from `with_interests`, their flags from `flags_on`. However many items and people: one query, and one
    or two more where somebody is dispensed or an item gives a whole class alike.
    """
    person_ids = set(person_ids)
    standing = [flag for flag in flags if flag.stage == FlagStage.STANDS and flag.person_id in person_ids]
    touched = _touched(items, day)
    by_organisation: dict[int, list[Tie]] = {}
    for tie in ties({one.organisation.pk for one in touched}, person_ids, day) if touched else ():
        by_organisation.setdefault(tie.organisation_id, []).append(tie)
    ranked = [(tie.weight, one, tie) for one in touched for tie in by_organisation.get(one.organisation.pk, ())]
    some_dispensed = any(item.some_dispensed for item in items)  # type: ignore[attr-defined]  # annotated
    dispensed = _by_tie(person_ids, day) if some_dispensed and (ranked or standing) else {}
    found: dict[tuple[int, int], list[Why]] = {}
    for _, one, tie in sorted(ranked, key=lambda each: each[0]):
        found.setdefault((one.item_id, tie.person_id), []).append(_of_tie(tie, one, dispensed))
    alike = _alike(touched)
    for flag in standing:
        why = _of_flag(flag, dispensed, alike=(flag.item_id, flag.organisation_id) in alike)
        found.setdefault((flag.item_id, flag.person_id), []).append(why)
    known = {item.pk: item for item in items}
    return {
        (known[item], person): min(whys, key=lambda why: SEVERITY[why.nearness])
        for (item, person), whys in found.items()
    }


def leaving(found: Mapping[tuple[AgendaItem, int], Why], person_id: int) -> list[tuple[AgendaItem, Why]]:
    """Return the items for which a person must leave the room, and why, in the order of the agendas."""
    return sorted(
        ((item, why) for (item, person), why in found.items() if person == person_id and why.leaves),
        key=lambda pair: (pair[0].meeting_id, pair[0].place),
    )


def _touched(items: Iterable[AgendaItem], day: date) -> list[_Touched]:
    parties = [party for item in items for party in item.parties.all()]
    named = sorted(parties, key=lambda party: (list(PARTS).index(Part(party.part)), party.pk))
    found = [_Touched(party.item_id, party.organisation, PARTS[Part(party.part)]) for party in named]
    classes = [item.gives_alike for item in items if hasattr(item, "gives_alike")]
    for item, (shares, because) in alike_or_not(classes, day=day).items():
        clause = PARTS[Part.BENEFICIARY] if because else ALIKE
        found += [_Touched(item, share.organisation, clause, alike=not because) for share in shares]
    return found


def _alike(touched: list[_Touched]) -> set[tuple[int, int]]:
    """Return the items and organisations of which an item treats the organisation as every other of its class, and only so."""
    more = {(one.item_id, one.organisation.pk) for one in touched if not one.alike}
    return {(one.item_id, one.organisation.pk) for one in touched if one.alike} - more


def _by_tie(person_ids: Iterable[int], day: date) -> dict[tuple[int, int], Dispensation]:
    lasting = Dispensation.objects.filter(_in_force(), person_id__in=person_ids, from_on__lte=day, until_on__gte=day)
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


def get_flag(pk: int, *, viewer: Standing) -> InterestFlag:
    """
    Return an interest in an item, with its item and person.

    :raises InterestFlag.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise InterestFlag.DoesNotExist
    found = InterestFlag.objects.filter(item__in=known_to(viewer))
    return found.select_related("item__meeting__group", "person", "raised_by").get(pk=pk)
