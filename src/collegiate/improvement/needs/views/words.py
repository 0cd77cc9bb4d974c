"""How needs and levels are said on several pages."""

from datetime import date, datetime
from typing import Any

from collegiate.definitions import levels, statutory_steps
from collegiate.foundation.ui.components import Tag
from collegiate.foundation.ui.showing import day
from collegiate.improvement.needs.models import Level, LevelStage, Need, NeedStage, StatutoryStep, StepOutcome
from collegiate.improvement.needs.queries import STAGE_WORDS

WHO_SEES = (
    "This school’s head teacher, staff and governors, its advisers, the coordinator, the Strategic Group and the local "
    "authority’s officer can see this."
)
STEPS_WHO_SEES = (
    "This school’s head teacher, staff and governors, its advisers and the local authority’s officers can see this."
)
STEP_TAGS: dict[str, Any] = {StepOutcome.DONE: "kept", StepOutcome.NOT_DONE: "harm", StepOutcome.WITHDRAWN: "quiet"}
LEVEL_TAGS: dict[str, Any] = {
    LevelStage.PROPOSED: "waiting",
    LevelStage.CONTESTED: "waiting",
    LevelStage.AGREED: "",
    LevelStage.REPLACED: "quiet",
}
NEED_TAGS: dict[str, Any] = {
    NeedStage.RAISED: "waiting",
    NeedStage.UNDERSTOOD: "",
    NeedStage.JOINED: "kept",
    NeedStage.CLOSED: "quiet",
}


def level_name(level: Level) -> str:
    """Return a level's kind name, as its definition gives it."""
    found = levels().get(level.level)
    return found.name if found else level.level


def level_tag(level: Level) -> Tag:
    """Return how far a level has come."""
    return Tag(STAGE_WORDS[LevelStage(level.stage)], LEVEL_TAGS[level.stage])


def level_words(level: Level | None) -> str:
    """Return a level with how far it has come, in plain words."""
    if level is None:
        return "None yet"
    return f"{level_name(level)} ({STAGE_WORDS[LevelStage(level.stage)].split(':')[0].lower()})"


def need_tag(need: Need) -> Tag:
    """Return how far a need has come."""
    return Tag(need.get_stage_display(), NEED_TAGS[need.stage])


def answered_tag(at: datetime | None) -> Any:
    """Return when a school answered, or that it is its turn."""
    return day(at) if at else Tag("Waiting for the school", "waiting")


def step_name(step: StatutoryStep) -> str:
    """Return what a statutory step is called, as its definition gives it."""
    found = statutory_steps().kind(step.kind)
    return found.name if found else step.kind


def step_tag(step: StatutoryStep, day: date) -> Tag:
    """Return how a statutory step stands on a day."""
    if step.closed_at is not None:
        return Tag(step.get_outcome_display(), STEP_TAGS[step.outcome])
    return Tag("Overdue", "harm") if step.due_on < day else Tag("Open", "waiting")
