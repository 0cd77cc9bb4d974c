"""What is filled in on the pages of deciding together."""

from collegiate.partnership.governance.forms.meeting import (
    AddItem,
    Call,
    ComeIn,
    Decide,
    Move,
    NameParty,
    OneOf,
    OnWhichDay,
    Plan,
    Respond,
    WhichDecisions,
    WritePaper,
)
from collegiate.partnership.governance.forms.seating import (
    AdoptTerms,
    FillSeat,
    FormGroup,
    LastDay,
    MakeSeat,
    TakeTheChair,
)

__all__ = [
    "AddItem",
    "AdoptTerms",
    "Call",
    "ComeIn",
    "Decide",
    "FillSeat",
    "FormGroup",
    "LastDay",
    "MakeSeat",
    "Move",
    "NameParty",
    "OnWhichDay",
    "OneOf",
    "Plan",
    "Respond",
    "TakeTheChair",
    "WhichDecisions",
    "WritePaper",
]
