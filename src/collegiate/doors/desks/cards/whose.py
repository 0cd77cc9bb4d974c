"""Which cards and figures lie on the desk of which role; every role has a desk."""

from collegiate.doors.desks.cards import asked, learning, level, meeting, money, support
from collegiate.doors.desks.cards.desk import Cards, Figures
from collegiate.values import Role

NEEDS: dict[Role, tuple[Cards, ...]] = {
    Role.COORDINATOR: (
        level.contested,
        support.waiting_agreements,
        learning.to_publish,
        support.late_notes,
        support.overdue,
        asked.questions,
        support.missing_hops,
        support.quiet,
        asked.to_answer,
    ),
    Role.HEAD_TEACHER: (
        level.to_agree,
        level.round_to_answer,
        learning.to_consent,
        asked.questions,
        asked.to_answer,
        asked.to_wish,
        support.promised_each_other,
    ),
    Role.ADVISER: (
        support.to_write_up,
        support.next_school,
        learning.to_publish,
        asked.to_answer,
        asked.to_wish,
        support.said_of_us,
    ),
    Role.STAFF: (learning.team_cycles, asked.to_answer, asked.to_wish),
    Role.GOVERNOR: (asked.questions, asked.to_answer),
    Role.PARENT_GOVERNOR: (asked.questions, asked.to_answer),
    Role.CONSULTANT: (asked.questions, asked.to_answer),
    Role.GROUP_MEMBER: (meeting.to_vote, meeting.before_i_sit_down, support.waiting_agreements, asked.to_answer),
    Role.CHAIR: (meeting.to_vote, meeting.before_i_sit_down, support.waiting_agreements, asked.to_answer),
    Role.CLERK: (meeting.agendas, meeting.decisions, meeting.seats, support.waiting_agreements, asked.to_answer),
    Role.BOOKKEEPER: (money.payments, money.contributions, money.to_bring_forward, money.to_compare, asked.to_answer),
    Role.AUTHORISER: (money.payments, asked.to_answer),
    Role.LA_OFFICER: (level.steps, level.contested, asked.to_answer, asked.to_check),
    Role.PROVIDER_CONTACT: (support.my_deliverables, support.open_briefs, asked.to_answer, support.said_of_us),
    Role.CONTACT: (asked.to_check, asked.to_answer, asked.offered),
    Role.FACILITATOR: (learning.team_cycles, asked.to_answer),
    Role.TEAM_MEMBER: (learning.team_cycles, asked.to_answer),
}
ANYBODY: tuple[Cards, ...] = (asked.to_answer,)
STEERS: dict[Role, tuple[Figures, ...]] = {
    Role.COORDINATOR: (money.in_the_fund, level.round_so_far, support.running),
    Role.CLERK: (support.running,),
    Role.GROUP_MEMBER: (money.in_the_fund, support.pipeline, support.running),
    Role.CHAIR: (money.in_the_fund, support.pipeline, support.running),
    Role.BOOKKEEPER: (money.in_the_fund,),
    Role.AUTHORISER: (money.in_the_fund,),
    Role.AUDITOR: (money.in_the_fund, support.running),
    Role.HEAD_TEACHER: (level.own_level, level.asked_for, money.paid_in),
    Role.GOVERNOR: (level.own_level, support.objectives, money.paid_in, asked.questions_asked),
    Role.PARENT_GOVERNOR: (level.own_level, support.objectives, money.paid_in, asked.questions_asked),
    Role.LA_OFFICER: (level.own_schools, level.round_so_far, support.running),
    Role.PROVIDER_CONTACT: (support.delivered,),
    Role.CONSULTANT: (support.running, asked.questions_asked),
}
