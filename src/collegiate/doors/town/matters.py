"""What the town's groups talked about in five years: matters that come back each year, and those noted at every meeting."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """A matter that the Strategic Group decides: what, why, whom it leaves out, and the code of the purpose it serves."""

    title: str
    text: str
    reason: str
    leaves_out: str
    purpose: str


MATTERS = (  # in the order of the year, as many for each of its six meetings
    Matter("Dates of the year’s meetings", "We meet six times, on Tuesdays at four, never in a week of examinations.", "Heads plan their diaries in September.", "Nobody is left out; the dates are sent to every member.", "teaching"),
    Matter("Theme of the year", "Reading, in every phase, is this year’s theme.", "Most schools named it in their needs.", "Settings for two-year-olds read differently, so theirs is talk.", "attainment"),
    Matter("How schools say what they need", "The same five questions as last year, with a fortnight to answer.", "Answers can then be set beside last year’s.", "Small schools have no deputy to write for them; an adviser rings each of them.", "gap"),
    Matter("One message about attendance", "Every school sends the same letter in week one.", "Families with children in two schools hear one thing.", "Families who do not read English; the letter is read to them at the gate.", "families"),
    Matter("A mentor for a new head teacher", "A head of the same phase is freed for half a day a fortnight.", "New heads who were asked said that this helped most.", "Heads who are new to a second school; they may ask too.", "teaching"),
    Matter("Children new to English", "Advice is shared from the two schools that have most.", "They have the people and the books.", "Schools with one such child; they can ring.", "gap"),
    Matter("Sharing what pupils’ tests show", "Counts only, and never fewer than five.", "Names are not needed to see where help is wanted.", "Very small schools, whose counts are too few to show.", "attainment"),
    Matter("A place for young people at the table", "Two secondary pupils come to every other meeting.", "They see what adults miss.", "Children under eleven; schools’ councils write to us.", "families"),
    Matter("Who reads the papers first", "The task group for the theme reads every paper on it.", "Two readers catch what one does not.", "No child is touched by this.", "teaching"),
    Matter("What we asked of the training day", "Sessions are led by teachers, and no speaker is paid.", "Last year’s answers said so plainly.", "Staff who do not work that day are offered the notes.", "teaching"),
    Matter("Cover for teachers who visit", "A visit of half a day is covered by the school visited.", "Cover kept people away.", "Schools with one class per year can send two together.", "teaching"),
    Matter("Breakfast and homework clubs", "Each cluster opens one that its neighbours’ children may join.", "Clubs with twelve children close; clubs with thirty stay.", "Children who come by bus arrive too late; two clubs start in lessons’ place.", "families"),
    Matter("Help after an inspection", "An adviser comes within ten days, and then each fortnight.", "The first weeks decide whether good teachers stay.", "No other school waits longer for it.", "attainment"),
    Matter("Moving from nursery to school", "Reception teachers visit every nursery in the summer term.", "Children settle sooner when one face is known.", "Children who start late in the year; they have a visit at home.", "gap"),
    Matter("School nurses’ hours", "Hours follow the number of children with a plan.", "Equal hours were not fair hours.", "Two schools lose an hour a week.", "families"),
    Matter("Observers agree on what they see", "Two advisers watch the same lessons each half-term.", "Judgements differed more than lessons did.", "No child is touched by this.", "teaching"),
    Matter("Borrowing a specialist teacher", "A term at most, and the school that lends chooses when.", "It spreads what one school does well.", "The lender’s own pupils; a lender may say no.", "attainment"),
    Matter("Answering the authority about places", "We ask for one more special class in the north.", "Eleven children travel across the town.", "Children in the south, who have a class.", "gap"),
    Matter("Year 6 and year 7 plan together", "One unit of writing begins in June and ends in October.", "Pupils lost half a term.", "Pupils who come from other towns start it in September.", "attainment"),
    Matter("Libraries and schools", "Every child in year 2 has a card.", "A third had none.", "Children without an address are given one by the school.", "families"),
    Matter("A bursar for three small schools", "They share one, employed by the largest.", "None could pay for one alone.", "No child is touched by this.", "teaching"),
    Matter("Mobile telephones", "Each school keeps its own rule, and says it on its page.", "Reasons differ with age.", "Young carers, who may ask to keep theirs.", "families"),
    Matter("Marking that pupils use", "The assessment group’s four questions are tried for a year.", "Pupils could not say what to do next.", "Children who cannot read yet are asked aloud.", "attainment"),
    Matter("Sports clubs after school", "The club lends boots, and a coach on Thursdays.", "Cost kept children away.", "Girls asked for a session of their own, and have one.", "families"),
    Matter("Governors’ evening", "One evening in each term, in the college.", "Governors met only in crises.", "Governors who work nights are sent the notes.", "teaching"),
    Matter("Books for looked-after children", "A parcel each half-term, chosen with the child.", "They move, and books are left behind.", "Children placed outside the town have theirs posted.", "gap"),
    Matter("Travel to workshops", "Nobody is asked to cross the town after four.", "Attendance fell by half in winter.", "The far schools are visited instead.", "teaching"),
    Matter("Which needs come first", "Reading in key stage 2, then attendance, then new leaders.", "It is the order of what schools said, weighed by how many children it touches.", "Needs that one school has alone are met by an adviser.", "gap"),
    Matter("What was learned this year", "Three accounts are printed, and the one that failed is among them.", "Failure saves the next school a year.", "Schools that took no part are read to at the summer meeting.", "teaching"),
    Matter("Careers days", "Engineers and nurses come to every year 8.", "Options are chosen in year 9.", "The pupil referral unit has a day of its own.", "families"),
    Matter("Speech and language", "Every reception class is screened in October.", "Waiting until a teacher worries took a year.", "Children who start after October are screened in their first month.", "gap"),
    Matter("A joint policy for trips", "One form, one list of risks, one telephone number.", "Forty forms asked the same.", "Children whose families cannot pay; no trip excludes them.", "families"),
    Matter("Help to become an academy, or not to", "Both kinds of school are told the same, by the same person.", "We take no side.", "No child is touched by this.", "teaching"),
    Matter("Music in small schools", "Two teachers are shared by nine schools.", "Alone, none could offer an instrument.", "Children who join after Easter wait until September.", "attainment"),
    Matter("How long a pupil is out of class", "Counted alike in every school, in sessions.", "We could not compare what was counted apart.", "Short internal removals are still not counted.", "gap"),
    Matter("The partnership’s page for parents", "One page, in plain words, in five languages.", "Parents did not know that we are there.", "Other languages are read aloud by volunteers.", "families"),
)  # fmt: skip
FOR_ONE_SCHOOL = (  # for one school, whose own people leave while it is decided
    Matter("An adviser for {school}", "An adviser comes each week for a term.", "Its own figures and its own words say so.", "Other schools wait until January for the same adviser.", "attainment"),
    Matter("A second year of coaching at {school}", "Coaching goes on for a year.", "Lessons changed, and staff asked for it.", "A school that has had none is offered a term first.", "teaching"),
    Matter("{school} and its neighbour share a teacher", "They share a teacher of mathematics for two terms.", "The post was empty for a year.", "The neighbour’s own pupils have a day less, and agreed to it.", "gap"),
    Matter("A visit by governors to {school}", "Three governors from elsewhere visit, and write one page.", "Its governors asked for other eyes.", "No child is touched by this.", "teaching"),
    Matter("Mornings with families at {school}", "A visitor calls on eight families before school.", "They asked, and nobody else can go.", "Families outside the eight may ring.", "families"),
)  # fmt: skip
NOTED = (
    "Matters arising",
    "Figures that came out since we last met",
    "Report of the local authority",
)
ADVISED = (
    "What teachers tell us",
    "What worked in our schools since we met",
    "A visit to one of our schools",
    "What we would ask the Strategic Group to look at",
    "Training that staff ask for",
    "Dates and places",
    "Children we worry about, in numbers",
    "What to tell other schools",
)
