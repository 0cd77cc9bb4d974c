"""A vote as it is seen: who may vote, and who has."""

from dataclasses import dataclass

from collegiate.partnership.governance.models import Ballot, ConfidentialPart, Decision, Eligibility


@dataclass(frozen=True, slots=True)
class VoteSeen:
    """The lines of those who may vote and may not, and the ballots cast, by the line they point at."""

    lines: list[Eligibility]
    ballots: dict[int, Ballot]

    def line_of(self, person_id: int | None) -> Eligibility | None:
        """Return somebody's line; None where they are not on the list."""
        return next((line for line in self.lines if line.person_id == person_id), None)


def vote_of(decision: Decision) -> VoteSeen:
    """Return who may vote on a decision and who has; two queries."""
    lines = Eligibility.objects.filter(decision=decision).select_related("person").order_by("pk")
    ballots = Ballot.objects.filter(decision=decision).order_by("pk")
    return VoteSeen(list(lines), {ballot.eligibility_id: ballot for ballot in ballots})


def interested_in(decision: Decision) -> list[Eligibility]:
    """Return those who had an interest in a decision when it was opened, whether it kept them out or not; one query."""
    found = Eligibility.objects.filter(decision=decision).exclude(because="").select_related("person")
    return list(found.order_by("pk"))


def has_confidential_part(decision: Decision) -> bool:
    """Say whether anything of a decision is confidential."""
    return ConfidentialPart.objects.filter(decision=decision).exists()
