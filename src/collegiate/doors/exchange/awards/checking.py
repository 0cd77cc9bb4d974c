"""Is a 360Giving package in order: by the schema of the standard, and by rules in our own words."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

GRANT, PACKAGE = "360-giving-schema.json", "360-giving-package-schema.json"
CALLED = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/{version}/schema/360-giving-schema.json"
VERSIONS = ("1.4.2", "1.4.3")  # the package of 1.4.3 asks for the grant of 1.4.2
URN = re.compile(r"GB-EDU-\d{5,7}")
WORDS = ("id", "title", "description", "awardDate")
FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def _is_a_moment(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is not None)


@FORMATS.checks("uri", raises=ValueError)
def _is_an_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and " " not in value)


def faults(package: object) -> list[str]:
    """Return what is wrong with a package by our own rules, each with where; empty where all is well."""
    if not isinstance(package, dict) or not isinstance(package.get("grants"), list) or not package["grants"]:
        return ["grants: there must be at least one."]
    grants = package["grants"]
    found = [f"grants/{place}/{fault}" for place, grant in enumerate(grants) for fault in _faults_of(grant)]
    keys = Counter(str(grant.get("id")) for grant in grants if isinstance(grant, dict))
    return found + [f"grants: the id {key} is there {times} times." for key, times in keys.items() if times > 1]


def faults_by_schema(package: object, folder: Path) -> list[str]:
    """
    Return what is wrong with a package by the schemas of the standard in a folder, each with where.

    :raises FileNotFoundError: if they are not there
    """
    grant, whole = (json.loads((folder / name).read_text("utf-8")) for name in (GRANT, PACKAGE))
    resource = DRAFT202012.create_resource(grant)
    registry = Registry().with_resources((CALLED.format(version=version), resource) for version in VERSIONS)
    validator = Draft202012Validator(whole, registry=registry, format_checker=FORMATS)
    wrong = sorted(validator.iter_errors(package), key=lambda one: [str(step) for step in one.absolute_path])
    return [f"{'/'.join(map(str, one.absolute_path)) or 'package'}: {one.message[:300]}" for one in wrong]


def _faults_of(grant: object) -> Iterator[str]:
    if not isinstance(grant, dict):
        yield ": it must be an object."
        return
    for name in WORDS:
        if not isinstance(grant.get(name), str) or not grant[name].strip():
            yield f"{name}: it must be there, in words."
    if isinstance(grant.get("awardDate"), str) and not _is_a_day(grant["awardDate"]):
        yield "awardDate: it must be a day, or a moment with its zone."
    amount = grant.get("amountAwarded")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or amount <= 0:
        yield "amountAwarded: it must be a number above 0."
    elif round(amount * 100) != round(amount * 100, 6):
        yield "amountAwarded: it has parts of a penny."
    if grant.get("currency") != "GBP":
        yield "currency: it must be GBP."
    if "recipientIndividual" in grant:
        yield "recipientIndividual: we publish no award to a person."
    yield from _bodies(grant, "fundingOrganization", "")
    yield from _bodies(grant, "recipientOrganization", "a school is GB-EDU- and its URN")


def _bodies(grant: Mapping[str, Any], name: str, must: str) -> Iterator[str]:
    bodies = grant.get(name)
    if not isinstance(bodies, list) or len(bodies) != 1 or not isinstance(bodies[0], dict):
        yield f"{name}: there must be one."
        return
    for part in ("id", "name"):
        if not isinstance(bodies[0].get(part), str) or not bodies[0][part].strip():
            yield f"{name}/0/{part}: it must be there, in words."
    if must and not URN.fullmatch(str(bodies[0].get("id"))):
        yield f"{name}/0/id: {must}."


def _is_a_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) if "T" not in text else _is_a_moment(text)
    except ValueError:
        return False
