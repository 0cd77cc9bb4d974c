"""Rules about tables: keys go down, personal data owned up to, deeds in pairs, lifecycles without dead ends."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from django.db import models

from collegiate.config.docs.lifecycles import lifecycles_of
from tests.architecture.logic import refused
from tests.architecture.reading import lies_below

Model = type[models.Model]
PEOPLE = {"members.person", "accounts.account"}


def _place(model: Model) -> tuple[str, str]:
    _, floor, chapter, *_ = (*model.__module__.split("."), "", "")
    return floor, chapter


def keys_go_down(these: Iterable[Model]) -> Iterator[str]:
    """A foreign key points to its own chapter or to one below; import contracts cannot see keys, which are strings."""
    for model in these:
        for field in model._meta.fields:
            other = field.related_model
            if other is None or isinstance(other, str) or not other.__module__.startswith("collegiate."):
                continue
            if not lies_below(_place(other), _place(model)):
                yield f"{model._meta.label}.{field.name} points up to {other._meta.label}: let the upper one point down."


def tables_are_named_after_their_chapter(these: Iterable[Model]) -> Iterator[str]:
    """A chapter's label is its folder's name, and its tables are ``<label>_<noun>``."""
    for model in these:
        label, folder = model._meta.app_label, _place(model)[1]
        if label != folder:
            yield f"{model._meta.label}: the label must be its folder's name, {folder}."
        if not model._meta.db_table.startswith(f"{label}_"):
            yield f"{model._meta.label} has the table {model._meta.db_table}: call it {label}_{model._meta.model_name}."


def personal_data_is_owned_up_to(these: Iterable[Model]) -> Iterator[str]:
    """Every model declares ``Privacy``: it drives the privacy notice, subject access, erasure and scrubbing."""
    for model in these:
        privacy = model.__dict__.get("Privacy")
        if privacy is None:
            yield f"{model._meta.label} declares no Privacy: say what is personal in it and how long it is kept."
            continue
        personal = set(getattr(privacy, "personal", ()))
        yield from _sentences(model, privacy, personal)
        for name in sorted(personal - {field.name for field in model._meta.get_fields()}):
            yield f"{model._meta.label}.Privacy names {name}, which is not a field."
        for field in model._meta.fields:
            if _is_about_a_person(field) and field.name not in personal:
                yield f"{model._meta.label}.{field.name} is about a person: name it in Privacy.personal."


def _sentences(model: Model, privacy: type, personal: set[str]) -> Iterator[str]:
    asked = ("kept_for", "lawful_basis", "source", "shared_with") if personal else ("kept_for",)
    for name in asked:
        words = getattr(privacy, name, "")
        if not (isinstance(words, str) and words[:1].isupper() and words.endswith(".")):
            yield f"{model._meta.label}.Privacy.{name} must be a sentence that a person can read; it is {words!r}."


def _is_about_a_person(field: models.Field) -> bool:
    other = field.related_model
    label = other.lower() if isinstance(other, str) else other._meta.label_lower if other else ""
    return label in PEOPLE or isinstance(field, models.EmailField)


def who_comes_with_when(these: Iterable[Model]) -> Iterator[str]:
    """``_by`` comes with ``_at``, and the database refuses one without the other."""
    for model in these:
        fields = {field.name: field for field in model._meta.fields}
        for name, by in fields.items():
            if not name.endswith("_by"):
                continue
            when = f"{name.removesuffix('_by')}_at"
            at = fields.get(when)
            if at is None:
                yield f"{model._meta.label}.{name} has no {when}: say when as well as who."
            elif by.null != at.null:
                yield f"{model._meta.label}: {name} and {when} must both be optional or neither."
            elif by.null:
                for lone, other in ((name, when), (when, name)):
                    if not refused(model, {lone: True, other: None}):
                        yield (
                            f"{model._meta.label}: the database takes {lone} without {other}; "
                            "add a CheckConstraint that both are empty or both are filled."
                        )


def stages_can_be_reached_and_left(these: Iterable[Model]) -> Iterator[str]:
    """Every stage is in the table, can be reached from the first, and leads to an end."""
    for model in these:
        for field, moves in lifecycles_of(model):
            where = f"{model._meta.label}.{field.name}"
            stages = set(type(next(iter(moves))))
            for stage in sorted(stages - moves.keys(), key=str):
                yield f"{where}: {stage} is missing from MOVES."
            first = field.get_default()
            if first in (None, ""):
                yield f"{where} has no first stage: give the field a default."
                continue
            for stage in sorted(stages - _reached({stage for stage in stages if stage.value == first}, moves), key=str):
                yield f"{where}: nothing leads to {stage}."
            ends = {stage for stage, onward in moves.items() if not onward}
            back = {stage: frozenset(before for before in moves if stage in moves[before]) for stage in stages}
            for stage in sorted(stages - _reached(ends, back) if ends else (), key=str):
                yield f"{where}: {stage} can never come to an end."


def _reached(begin: set[Enum], moves: Mapping[Enum, frozenset[Enum]]) -> set[Enum]:
    found, waiting = set(begin), list(begin)
    while waiting:
        for stage in moves.get(waiting.pop(), frozenset()) - found:
            found.add(stage)
            waiting.append(stage)
    return found


def stages_assert_their_facts(these: Iterable[Model]) -> Iterator[str]:
    """A row that says it is *agreed* says when: the database refuses the stage without its ``agreed_at`` or ``_on``."""
    for model in these:
        optional = {field.name for field in model._meta.fields if field.null}
        for field, moves in lifecycles_of(model):
            for stage in moves:
                for fact in sorted(optional & {f"{stage.value}_{ending}" for ending in ("at", "on", "by")}):
                    # Who comes with when (the rule above), so a row that lacks one lacks both.
                    pair = {f"{stage.value}_{ending}": None for ending in ("at", "by") if not fact.endswith("_on")}
                    if not refused(model, {field.name: stage.value, fact: None, **pair}):
                        yield (
                            f"{model._meta.label}: the database takes {field.name} {stage.value!r} without {fact}; "
                            "add a CheckConstraint with words a person can read."
                        )


def constraints_speak(these: Iterable[Model]) -> Iterator[str]:
    """A constraint's refusal is a sentence: it may be read by the person who filled in the form."""
    for model in these:
        for constraint in model._meta.constraints:
            words = constraint.violation_error_message
            if words == models.BaseConstraint.default_violation_error_message or not str(words).endswith("."):
                yield f"{model._meta.label}: {constraint.name} needs a violation_error_message, a whole sentence."
