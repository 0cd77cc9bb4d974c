"""Rulings on organising a training day, wishing, and taking and giving up places."""

from collegiate.partnership.training_day.models import MOVES, Day, Stage
from collegiate.values import YES, Role, Ruling, Standing, no

ORGANISES = (Role.COORDINATOR, Role.CLERK)
TAKES_PLACES = frozenset({Stage.ALLOCATED, Stage.PUBLISHED})
NEXT = {
    Stage.WISHES_OPEN: "Wishes can be opened once only, while the day is being planned.",
    Stage.ALLOCATED: "Places are given once, after wishes were open.",
    Stage.PUBLISHED: "Timetables go out once, after places were given.",
    Stage.CLOSED: "Only a day whose timetables are out can be over.",
}


def may_organise(standing: Standing) -> Ruling:
    """Rule on planning a day and on the organisers' board."""
    if standing.holds(*ORGANISES):
        return YES
    return no("Only the coordinator or the clerk can organise the training day.")


def may_change(standing: Standing, day: Day) -> Ruling:
    """Rule on adding slots, rooms and sessions: until the day is over."""
    if not (ruling := may_organise(standing)):
        return ruling
    if day.stage == Stage.CLOSED:
        return no("This training day is over.")
    return YES


def may_move(standing: Standing, day: Day, to: Stage) -> Ruling:
    """Rule on moving a day to its next stage."""
    if not (ruling := may_organise(standing)):
        return ruling
    return YES if to in MOVES[Stage(day.stage)] else no(NEXT[to])


def may_see(standing: Standing, day: Day) -> Ruling:
    """Rule on seeing the programme: members, once it is not a draft any more."""
    if standing.person_id is None:
        return no("Only members of the partnership can see the programme.")
    if day.stage == Stage.DRAFT and not may_organise(standing):
        return no("The programme is not ready yet.")
    return YES


def _acts_for(standing: Standing, person_id: int) -> Ruling:
    if standing.person_id is not None and (standing.person_id == person_id or may_organise(standing)):
        return YES
    return no("Everybody chooses for themselves; the organisers can do it for somebody.")


def may_wish(standing: Standing, day: Day, person_id: int) -> Ruling:
    """Rule on wishing for sessions: for oneself, while wishes are open; an organiser for anybody."""
    if not (ruling := _acts_for(standing, person_id)):
        return ruling
    if day.stage == Stage.DRAFT:
        return no("Wishes are not open yet.")
    if day.stage != Stage.WISHES_OPEN:
        return no("Places have been given. You can still change your place, where one is free.")
    return YES


def may_change_place(standing: Standing, day: Day, person_id: int) -> Ruling:
    """Rule on taking and giving up a place: one's own, from when places are given until the day is over."""
    if not (ruling := _acts_for(standing, person_id)):
        return ruling
    if day.stage == Stage.CLOSED:
        return no("This training day is over.")
    if day.stage not in TAKES_PLACES:
        return no("Places are given once wishes are closed.")
    return YES
