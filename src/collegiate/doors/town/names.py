"""Invented names: of schools, streets and people. Any likeness is by chance."""

from collections.abc import Collection, Iterator
from random import Random

PLACES = (
    "Alderbrook", "Ashgrove", "Barley Lane", "Beacon Hill", "Birchfield", "Bramble Way", "Bridgewater", "Brookside",
    "Castle Mead", "Cherry Orchard", "Chestnut Park", "Church Lane", "Claypits", "Coppice", "Cornmarket", "Crossways",
    "Deer Park", "Eastfield", "Elm Road", "Fairhaven", "Fernhill", "Foxglove", "Glebe", "Grange Park", "Greenacre",
    "Harbour Street", "Hawthorn", "Hazelwood", "Heron Water", "Highfield", "Hillside", "Holly Bank", "Ivy Lane",
    "Kestrel Rise", "Kingsmead", "Lakeside", "Larkfield", "Lime Tree", "Long Meadow", "Maple Drive", "Marsh Lane",
    "Millbrook", "Millfield", "Moorland", "Northgate", "Oakley Down", "Old Quay", "Orchard Rise", "Parkside",
    "Pinewood", "Poplar Avenue", "Priory", "Quarry Bank", "Redwood", "Ridgeway", "Riverside", "Rowan Tree",
    "Rushmere", "Silver Birch", "Southdown", "Springwell", "St Aidan’s", "St Bride’s", "St Clement’s", "St Hilda’s",
    "Stonebridge", "Sunnymead", "Thornbury Road", "Tollgate", "Two Rivers", "Valley View", "Vicarage Road",
    "Warren Hill", "Waterside", "Westbrook", "Wheatfield", "Whitegates", "Willow Bank", "Windmill", "Woodlands",
    "Yew Tree",
)  # fmt: skip
STREETS = (
    "Church Street",
    "Mill Lane",
    "Station Road",
    "The Avenue",
    "Park Road",
    "School Lane",
    "High Street",
    "Bridge Street",
)
FIRST = (
    "Aaliyah", "Adam", "Adeola", "Aisha", "Alan", "Amara", "Amit", "Andrew", "Angela", "Anita", "Anna", "Anthony", "Beth",
    "Bronwen", "Caitlin", "Carl", "Catherine", "Chidi", "Chloe", "Claire", "Colin", "Daniel", "David", "Deborah", "Dev",
    "Diane", "Dimitri", "Ed", "Eleanor", "Emeka", "Emma", "Ewa", "Farah", "Fatima", "Fiona", "Gareth", "Georgia", "Grace",
    "Graham", "Gurpreet", "Hannah", "Harpreet", "Helen", "Ian", "Imran", "Irena", "Isaac", "Jack", "James", "Janet",
    "Jasmine", "Joanne", "John", "Joseph", "Judith", "Karen", "Kavita", "Kelechi", "Kwame", "Laura", "Leila", "Liam",
    "Lucy", "Maria", "Mark", "Martin", "Meera", "Michael", "Mohammed", "Nadia", "Naomi", "Nathan", "Niamh", "Nicola",
    "Noor", "Olivia", "Omar", "Owen", "Patricia", "Paul", "Peter", "Priya", "Rachel", "Rebecca", "Rhys", "Richard",
    "Robert", "Rosa", "Ruth", "Samina", "Samuel", "Sanjay", "Sarah", "Sean", "Simon", "Sofia", "Stephen", "Susan",
    "Tamsin", "Thomas", "Tom", "Uzma", "Victoria", "Wei", "William", "Yusuf", "Zainab", "Zoe",
)  # fmt: skip
LAST = (
    "Abbott", "Adeyemi", "Ahmed", "Akhtar", "Allen", "Anderson", "Arnold", "Bailey", "Banerjee", "Barker", "Begum", "Bell",
    "Bennett", "Bhatt", "Booth", "Bradley", "Brooks", "Brown", "Carter", "Chan", "Chapman", "Chaudhry", "Clarke", "Cole",
    "Collins", "Cooper", "Cox", "Das", "Davies", "Dixon", "Edwards", "Ellis", "Evans", "Farooq", "Fisher", "Fletcher",
    "Foster", "Fox", "Gill", "Goddard", "Graham", "Gray", "Green", "Griffiths", "Hall", "Harris", "Harvey", "Hill",
    "Holmes", "Hughes", "Hunt", "Hussain", "Iqbal", "Jackson", "James", "Johnson", "Jones", "Kaur", "Kelly", "Khan",
    "King", "Knight", "Kowalski", "Lawson", "Lee", "Lewis", "Lloyd", "Mahmood", "Marsh", "Marshall", "Mason", "Matthews",
    "Miller", "Mills", "Mistry", "Mitchell", "Moore", "Morgan", "Morris", "Murphy", "Nowak", "Nwosu", "O’Brien", "Okafor",
    "Owen", "Palmer", "Parker", "Patel", "Pearson", "Phillips", "Popescu", "Porter", "Powell", "Price", "Rahman", "Reid",
    "Reynolds", "Richards", "Roberts", "Robinson", "Rogers", "Rose", "Russell", "Saunders", "Scott", "Shah", "Sharma",
    "Shaw", "Simpson", "Singh", "Smith", "Spencer", "Stevens", "Stone", "Taylor", "Thomas", "Thompson", "Turner", "Walker",
    "Walsh", "Ward", "Watson", "Webb", "White", "Williams", "Wilson", "Wood", "Wright", "Young", "Yusuf",
)  # fmt: skip


def people(random: Random, *, but: Collection[str] = ()) -> Iterator[str]:
    """Yield names in an order that the seed decides, none twice and none of those that somebody has (`but`)."""
    everybody = [f"{first} {last}" for first in FIRST for last in LAST]
    random.shuffle(everybody)
    yield from (name for name in everybody if name not in but)


def places(random: Random) -> Iterator[str]:
    """Yield the names that schools go by, in an order that the seed decides, none twice; the one in many tests first."""
    rest = [place for place in PLACES if place != "Hillside"]
    random.shuffle(rest)
    yield "Hillside"
    yield from rest
    for number in range(2, 100):
        yield from (f"{place} {number}" for place in rest)
