"""Rulings on asking, answering and seeing what was answered."""

from datetime import date

from collegiate.partnership.feedback.models import Form, Stage
from collegiate.values import YES, Role, Ruling, Standing, no

ASKS = (Role.COORDINATOR, Role.CLERK, Role.ADVISER, Role.HEAD_TEACHER, Role.PROVIDER_CONTACT)
WORKS = (Role.PROVIDER_CONTACT, Role.ADVISER, Role.CONTACT)
READS = (Role.COORDINATOR, Role.CLERK, Role.ADVISER, Role.AUDITOR, Role.LA_OFFICER)


def may_ask(standing: Standing) -> Ruling:
    """Rule on making a form, and on asking more people."""
    if standing.holds(*ASKS) or standing.mark.startswith("job:"):
        return YES
    return no("Only the coordinator, the clerk, advisers, head teachers and providers can ask people what they think.")


def may_answer(standing: Standing, form: Form, *, asked: bool, answered: bool, day: date) -> Ruling:
    """Rule on answering: those who are asked, once, while the form is open."""
    if standing.person_id is None or not asked:
        return no("You are not asked to answer this form.")
    if answered:
        return no("You have answered this form. Nobody can see which answers are yours, so they cannot be changed.")
    if day < form.opens_on:
        return no(f"This form opens on {form.opens_on:%A} {form.opens_on.day} {form.opens_on:%B}.")
    if form.stage == Stage.CLOSED or day > form.closes_on:
        return no("This form is closed.")
    return YES


def may_close(standing: Standing, form: Form, *, day: date) -> Ruling:
    """Rule on closing a form: whoever made it or the coordinator, or a job once its last day is over."""
    if form.stage == Stage.CLOSED:
        return no("This form is closed.")
    if standing.mark.startswith("job:") and day > form.closes_on:
        return YES
    if standing.holds(Role.COORDINATOR) or (standing.person_id is not None and standing.person_id == form.author_id):
        return YES
    return no("Only whoever made the form, or the coordinator, can close it before its last day.")


def may_reply(standing: Standing, form: Form, *, said: bool) -> Ruling:
    """Rule on replying to what was said: those whose work it is about, once the form is closed and enough have answered."""
    if form.work_of_id is None or not standing.holds(*WORKS, at=form.work_of_id):
        return no("Only those whose work it is about reply to what was said.")
    if form.stage != Stage.CLOSED or not said:
        return no("You reply once the form is closed and you can read what was said.")
    return YES


def may_see_results(standing: Standing, form: Form, *, asked: bool) -> Ruling:
    """Rule on seeing what a form found: those who asked or were asked, whose work it is about, and who steers."""
    is_author = standing.person_id is not None and standing.person_id == form.author_id
    its_work = form.work_of_id is not None and standing.holds(*WORKS, at=form.work_of_id)
    if asked or is_author or its_work or standing.holds(*READS) or standing.mark.startswith("job:"):
        return YES
    return no("Only those who asked, who were asked, or whose work it is about can see what this form found.")
