"""What each thread of the town is about: the need, who helps, at what price, and what is tried."""

from dataclasses import dataclass, replace

from collegiate.improvement.commissioning.models import WhyChosen


@dataclass(frozen=True)
class Story:
    """What a thread is about."""

    title: str
    strand: str
    purpose: str
    need: str
    need_text: str
    outcomes: str
    provider: str
    provider_part: str  # who plays the provider's contact
    adviser_part: str
    advised_by: tuple[str, ...]  # groups that are asked
    indicator: str
    worthwhile: str
    why: WhyChosen
    price: int  # pounds
    team_question: str
    strategy: str
    practice: str


READING = Story(
    title="Reading for understanding", strand="teaching", purpose="gap",
    need="Children read aloud well and understand too little",
    need_text="By the end of key stage 2 too many read fluently and cannot say what a text means. We want lessons that teach it.",
    outcomes="Teachers in every year group teach comprehension in the same planned way; more children reach the expected standard.",
    provider="Brightwell Learning", provider_part="provider", adviser_part="adviser",
    advised_by=("Improving the quality of teaching and learning", "Primary head-teacher group"),
    indicator="ks2_rwm_expected", worthwhile="4.00", why=WhyChosen.LOW_FIGURES, price=42_000,
    team_question="Which of our readers can retell a text and cannot explain it?",
    strategy="Fifteen minutes of guided talk about one paragraph, four days a week",
    practice="Fifteen minutes’ talk about one paragraph",
)  # fmt: skip
LEADING = Story(
    title="Coaching for new leaders", strand="leadership", purpose="teaching",
    need="Subject leaders are new and have had no training",
    need_text="Three of our subject leaders took over this year. They teach well and have never led colleagues.",
    outcomes="New leaders plan, watch and talk about teaching with their colleagues each half-term.",
    provider="Brightwell Learning", provider_part="provider", adviser_part="adviser_two",
    advised_by=("Leadership of learning",),
    indicator="ks2_rwm_expected", worthwhile="4.00", why=WhyChosen.ASKED, price=18_000,
    team_question="Which children in our year group stopped moving on in maths?",
    strategy="Each teacher tries one question that makes pupils explain, and a colleague listens",
    practice="One question a lesson that makes pupils explain",
)  # fmt: skip
FAMILIES = Story(
    title="Mornings with families", strand="support", purpose="families",
    need="Mornings are hard for some families, and children miss school",
    need_text="A dozen families find mornings hard. We have no one to visit them before school.",
    outcomes="Families have one person to ring; children who missed one day in ten come nearly every day.",
    provider="Ashmere Families Together", provider_part="voluntary_contact", adviser_part="voluntary_adviser",
    advised_by=("Extended services",),
    indicator="absence_overall", worthwhile="0.50", why=WhyChosen.ASKED, price=24_000,
    team_question="Which children’s Mondays are worse than their Fridays?",
    strategy="The same adult meets them at the gate every Monday",
    practice="The same adult at the gate on Mondays",
)  # fmt: skip
ASSESSING = Story(
    title="Feedback that pupils act on", strand="assessment", purpose="attainment",
    need="Marking takes hours and changes little",
    need_text="Books are full of comments that pupils do not use. We want feedback in the lesson.",
    outcomes="Teachers give feedback in the lesson; pupils change their work because of it.",
    provider="University of Mereside", provider_part="university_contact", adviser_part="university_adviser",
    advised_by=("Improving the quality of teaching and learning", "Secondary head-teacher group"),
    indicator="absence_overall", worthwhile="0.50", why=WhyChosen.ASKED, price=15_000,
    team_question="Which pupils never change their work after feedback?",
    strategy="Feedback spoken in the lesson, and five minutes to act on it",
    practice="Five minutes to act on feedback",
)  # fmt: skip

GAP = replace(LEADING, title="A year of heads’ mentoring", price=9_000)
READING_AGAIN = replace(READING, title="Reading for understanding, second group", price=20_000)

COST = sum(story.price for story in (READING, LEADING, FAMILIES, ASSESSING, GAP))
"""What the fund pays or promises for every thread that a decision makes, in pounds."""
