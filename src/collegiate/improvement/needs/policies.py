"""Rulings on needs: who answers for a school, who may see it, who proposes a level, contests and agrees it."""

from collegiate.definitions import establishments, statutory_steps
from collegiate.improvement.needs.models import (
    LEVEL_MOVES,
    NEED_MOVES,
    Level,
    LevelStage,
    Need,
    NeedStage,
    Round,
    RoundStage,
    StatutoryStep,
)
from collegiate.partnership.members.models import GroupKind, Organisation
from collegiate.values import YES, Role, Ruling, Standing, no

LEADS = (Role.HEAD_TEACHER, Role.DEPUTY)
OFFERS = (*LEADS, Role.CONTACT)
OWN_PEOPLE = (*LEADS, Role.STAFF, Role.GOVERNOR, Role.PARENT_GOVERNOR)
ITS_ADVISERS = (Role.ADVISER,)
ONLY_THE_HEAD = "Only the school’s head teacher can do this."


def may_see(standing: Standing, organisation_id: int) -> Ruling:
    """Rule on seeing a school's answers, needs and level: its own people, and those who agree help with it."""
    if (
        standing.holds(*OWN_PEOPLE, *ITS_ADVISERS, at=organisation_id)
        or standing.holds(Role.COORDINATOR, Role.LA_OFFICER)
        or standing.holds(Role.CHAIR, Role.GROUP_MEMBER, on_kind=GroupKind.STRATEGIC)
    ):
        return YES
    return no("What a school says of itself is seen by the school and by those who agree help with it.")


def may_see_every_school(standing: Standing) -> Ruling:
    """Rule on seeing the answers and levels of all schools together."""
    if standing.holds(Role.COORDINATOR, Role.LA_OFFICER) or standing.holds(
        Role.CHAIR, Role.GROUP_MEMBER, on_kind=GroupKind.STRATEGIC
    ):
        return YES
    return no(
        "Only the coordinator, the Strategic Group and the local authority’s officer can see all schools together."
    )


def may_keep_rounds(standing: Standing) -> Ruling:
    """Rule on opening and closing a needs round."""
    if standing.holds(Role.COORDINATOR):
        return YES
    return no("Only the coordinator opens and closes a needs round.")


def may_close_round(standing: Standing, round: Round) -> Ruling:
    """Rule on closing a round: the coordinator, while it is open."""
    if not (ruling := may_keep_rounds(standing)):
        return ruling
    if round.stage != RoundStage.OPEN:
        return no("This round is closed.")
    return YES


def may_answer(standing: Standing, round: Round, organisation: Organisation) -> Ruling:
    """Rule on answering a round for a school: its head teacher, while the round is open."""
    if not standing.holds(*LEADS, at=organisation.pk):
        return no("Only the school’s head teacher can answer for it.")
    if round.stage != RoundStage.OPEN:
        return no("This round is closed.")
    if standing.day < round.opens_on:
        return no(f"This round opens on {round.opens_on.day} {round.opens_on:%B %Y}.")
    return YES


def may_offer(standing: Standing, organisation: Organisation) -> Ruling:
    """Rule on offering help, and on ending an offer: whoever answers for the organisation."""
    if standing.holds(*OFFERS, at=organisation.pk):
        return YES
    return no("Only the head teacher, or the contact of another member, can offer help.")


def may_raise(standing: Standing, organisation: Organisation) -> Ruling:
    """Rule on raising a need of a school."""
    if standing.holds(*LEADS, Role.ADVISER, at=organisation.pk) or standing.holds(Role.COORDINATOR):
        return YES
    return no("Only the school’s head teacher, its adviser or the coordinator can raise a need of a school.")


def may_understand(standing: Standing, need: Need) -> Ruling:
    """Rule on saying that a need was talked through with the school: not the school's own to say."""
    if not (standing.holds(Role.ADVISER, at=need.organisation_id) or standing.holds(Role.COORDINATOR)):
        return no("Only the school’s adviser or the coordinator can say that a need is understood.")
    if NeedStage.UNDERSTOOD not in NEED_MOVES[NeedStage(need.stage)]:
        return no("This need has been talked through.")
    return YES


def _may_carry_out(standing: Standing) -> Ruling:
    if standing.holds(Role.COORDINATOR, Role.CLERK) or standing.holds(
        Role.CHAIR, Role.GROUP_MEMBER, on_kind=GroupKind.STRATEGIC
    ):
        return YES
    return no("Only the coordinator, the clerk or the Strategic Group can answer needs with a brief.")


def may_join(standing: Standing, need: Need) -> Ruling:
    """Rule on answering a need by a brief: whoever carries out what the partnership decides."""
    if not (ruling := _may_carry_out(standing)):
        return ruling
    if NeedStage.JOINED not in NEED_MOVES[NeedStage(need.stage)]:
        return no(f"The need “{need.title}” is answered or closed.")
    return YES


def may_free(standing: Standing, need: Need) -> Ruling:
    """Rule on letting a need wait again, because the brief that answered it is withdrawn."""
    if not (ruling := _may_carry_out(standing)):
        return ruling
    if need.stage != NeedStage.JOINED:
        return no(f"No brief answers the need “{need.title}”.")
    return YES


def may_close_need(standing: Standing, need: Need) -> Ruling:
    """Rule on closing a need, with a reason."""
    if not (standing.holds(*LEADS, Role.ADVISER, at=need.organisation_id) or standing.holds(Role.COORDINATOR)):
        return no("Only the school’s head teacher, its adviser or the coordinator can close a need.")
    if NeedStage.CLOSED not in NEED_MOVES[NeedStage(need.stage)]:
        return no("This need is closed.")
    return YES


def may_propose(standing: Standing, organisation: Organisation, on_the_table: Level | None) -> Ruling:
    """Rule on proposing a level: the coordinator or the school's adviser, never somebody of the school."""
    adviser = standing.holds(Role.ADVISER, at=organisation.pk)
    if not (adviser or standing.holds(Role.COORDINATOR)):
        return no("Only the coordinator or the school’s adviser can propose a level of support.")
    if standing.holds(*OWN_PEOPLE, at=organisation.pk) or (not adviser and organisation.pk in standing.interests):
        return no(f"You have an interest in {organisation}, so somebody else proposes its level.")
    if on_the_table is not None and on_the_table.stage == LevelStage.CONTESTED:
        return no("The school has contested the level that is proposed. Answer it first.")
    return YES


def may_contest(standing: Standing, level: Level) -> Ruling:
    """Rule on contesting a proposed level: the school's head teacher."""
    if not standing.holds(*LEADS, at=level.organisation_id):
        return no(ONLY_THE_HEAD)
    if LevelStage.CONTESTED not in LEVEL_MOVES[LevelStage(level.stage)]:
        return no("Only a level that is proposed can be contested.")
    return YES


def may_answer_contest(standing: Standing, level: Level) -> Ruling:
    """Rule on answering what a school said against a level."""
    if not (standing.holds(Role.COORDINATOR) or standing.holds(Role.ADVISER, at=level.organisation_id)):
        return no("Only the coordinator or the school’s adviser can answer.")
    if level.stage != LevelStage.CONTESTED:
        return no("The school is not waiting for an answer.")
    return YES


def may_agree(standing: Standing, level: Level) -> Ruling:
    """Rule on agreeing a level: the school's head teacher, once what the school said is answered."""
    if not standing.holds(*LEADS, at=level.organisation_id):
        return no("A level of support is agreed by the school’s head teacher.")
    if level.stage == LevelStage.CONTESTED:
        return no("The partnership owes the school an answer first.")
    if LevelStage.AGREED not in LEVEL_MOVES[LevelStage(level.stage)]:
        return no("This level is not waiting to be agreed.")
    return YES


def may_see_steps(standing: Standing, organisation_id: int) -> Ruling:
    """Rule on reading the statutory steps about a school: its own people, its advisers, the local authority's officers."""
    if standing.holds(*OWN_PEOPLE, *ITS_ADVISERS, at=organisation_id) or standing.holds(Role.LA_OFFICER):
        return YES
    return no("Statutory steps are read by the school, its advisers and the local authority’s officers.")


def may_see_own_schools(standing: Standing) -> Ruling:
    """Rule on seeing which way the schools of the local authority travel: its officers."""
    if standing.holds(Role.LA_OFFICER):
        return YES
    return no("Only the local authority’s officers see the direction of travel of all its schools.")


def may_give_step(standing: Standing, organisation: Organisation, *, is_the_authoritys: bool) -> Ruling:
    """Rule on recording a statutory step: an officer, about a maintained school of the authority's own that is open."""
    if not standing.holds(Role.LA_OFFICER):
        return no("Only the local authority’s officer can record a statutory step.")
    if standing.holds(*OWN_PEOPLE, at=organisation.pk):
        return no(f"You have an interest in {organisation}, so another officer records its steps.")
    if organisation.closed_on is not None and organisation.closed_on < standing.day:
        return no(f"{organisation} has closed.")
    if not is_the_authoritys:
        return no(f"{organisation} is another local authority’s school.")
    return is_maintained(organisation)


def is_maintained(organisation: Organisation) -> Ruling:
    """Rule on whether the law lets a local authority take a step about a school of this type."""
    known = establishments()
    kind, group = known.type_called(organisation.type_name), known.group_of("", organisation.type_name)
    if kind is None or group is None:
        return no(
            f"The register does not say what type of school {organisation} is, nor so whose it is to take a step."
        )
    if kind.name in statutory_steps().maintained:
        return YES
    if group.academy_books:
        return no(f"{organisation} is an academy. Formal steps about an academy are the Department for Education’s.")
    return no(f"A local authority’s powers are over maintained schools. {organisation} is none: {kind.name}.")


def may_close_step(standing: Standing, step: StatutoryStep) -> Ruling:
    """Rule on recording what a school answered, and closing a step: an officer who is none of the school's people."""
    if not standing.holds(Role.LA_OFFICER):
        return no("Only the local authority’s officer can close a statutory step.")
    if standing.holds(*OWN_PEOPLE, at=step.organisation_id):
        return no("You have an interest in this school, so another officer closes its steps.")
    if step.closed_at is not None:
        return no("This step is closed.")
    return YES
