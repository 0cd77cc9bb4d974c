"""Which support for which school: against another solver's answer, against every possible set, and against single swaps."""

import json
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegiate.analytics.allocation import (
    Choices,
    Need,
    Offer,
    Proposal,
    price_of_departing,
    propose,
    top_offers,
    weigh,
)
from collegiate.values import CannotSay


def from_oracle(given: dict) -> Choices:
    need, offer, value = np.array(given["pairs"]).T
    return Choices.of(
        need_ids=[f"n{i:04}" for i in range(len(given["need_school"]))],
        school=[f"s{i:03}" for i in given["need_school"]],
        offer_ids=[f"o{i:04}" for i in range(given["offers"])],
        capacity=given["capacity"],
        price=given["cost"],
        need=need,
        offer=offer,
        value=value,
    )


def test_the_town_gets_the_best_total_that_another_solver_found(oracles):
    given = json.loads((oracles / "match_71x300.json").read_text())

    proposal = propose(from_oracle(given), budget=given["budget"], most_per_school=given["max_per_school"])

    assert (proposal.total, proposal.gap) == (given["optimum"], 0.0)
    assert proposal.spent <= given["budget"]
    assert proposal.searched < proposal.pairings / 5


@st.composite
def some_choices(draw) -> tuple[Choices, int, int]:
    needs, offers = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    pairs = draw(st.sets(st.tuples(st.integers(0, needs - 1), st.integers(0, offers - 1)), max_size=8))
    pairs = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    choices = Choices.of(
        need_ids=[f"n{i}" for i in range(needs)],
        school=draw(st.lists(st.sampled_from("AB"), min_size=needs, max_size=needs)),
        offer_ids=[f"o{i}" for i in range(offers)],
        capacity=draw(st.lists(st.integers(0, 2), min_size=offers, max_size=offers)),
        price=draw(st.lists(st.integers(0, 9), min_size=offers, max_size=offers)),
        need=pairs[:, 0],
        offer=pairs[:, 1],
        value=np.array(draw(st.lists(st.integers(1, 20), min_size=len(pairs), max_size=len(pairs))), dtype=np.int64),
    )
    return choices, draw(st.integers(0, 25)), draw(st.integers(0, 2))


def allowed(choices: Choices, chosen: list[int], budget: int, most: int) -> bool:
    """Whether a set of pairings keeps every limit, counted one by one."""
    needs = [choices.need[pairing] for pairing in chosen]
    offers = [int(choices.offer[pairing]) for pairing in chosen]
    schools = [choices.school[need] for need in needs]
    return (
        len(set(needs)) == len(needs)
        and all(offers.count(offer) <= choices.capacity[offer] for offer in offers)
        and all(schools.count(school) <= most for school in schools)
        and sum(choices.price[offer] for offer in offers) <= budget
    )


def best_the_slow_way(choices: Choices, budget: int, most: int) -> tuple[int, int]:
    """The greatest total, and the least it can cost, by trying every set of pairings."""
    best = (0, 0)
    for taken in product((False, True), repeat=len(choices.value)):
        chosen = [pairing for pairing, yes in enumerate(taken) if yes]
        if allowed(choices, chosen, budget, most):
            total = sum(int(choices.value[pairing]) for pairing in chosen)
            best = max(best, (total, -sum(int(choices.price[choices.offer[pairing]]) for pairing in chosen)))
    return best[0], -best[1]


@pytest.mark.slow
@settings(max_examples=80)
@given(some_choices())
def test_no_set_is_worth_more_and_none_of_that_worth_costs_less(given):
    choices, budget, most = given
    proposal = propose(choices, budget=budget, most_per_school=most)

    assert (proposal.total, proposal.spent) == best_the_slow_way(choices, budget, most)
    chosen = [choices.pairing(match.need, match.offer) for match in proposal.matches]
    assert allowed(choices, chosen, budget, most)
    assert sum(match.value for match in proposal.matches) == proposal.total == proposal.bound


@pytest.mark.slow
@settings(max_examples=40)
@given(some_choices(), st.randoms())
def test_the_order_of_needs_offers_and_pairings_does_not_matter(given, chance):
    choices, budget, most = given
    order = list(range(len(choices.value)))
    chance.shuffle(order)
    back = list(reversed(range(len(choices.need_ids))))
    turned = Choices.of(
        need_ids=[choices.need_ids[i] for i in back],
        school=[choices.school[i] for i in back],
        offer_ids=choices.offer_ids,
        capacity=choices.capacity,
        price=choices.price,
        need=len(back) - 1 - choices.need[order],
        offer=choices.offer[order],
        value=choices.value[order],
    )

    assert propose(turned, budget=budget, most_per_school=most) == propose(choices, budget=budget, most_per_school=most)


def test_no_single_swap_improves_the_proposal(oracles):
    given = json.loads((oracles / "match_71x300.json").read_text())
    choices = from_oracle(given)
    proposal = propose(choices, budget=given["budget"])
    used = {offer: sum(match.offer == offer for match in proposal.matches) for offer in choices.offer_ids}

    for match in proposal.matches:
        span = choices.of_need(match.need)
        for pairing in range(span.start, span.stop):
            place = int(choices.offer[pairing])
            free = used[choices.offer_ids[place]] < choices.capacity[place]
            affordable = proposal.spent - match.price + choices.price[place] <= given["budget"]
            assert choices.value[pairing] <= match.value or not (free and affordable)


TWO = Choices.of(
    need_ids=["n1", "n2", "n3"],
    school=["Brook", "Hillside", "Hillside"],
    offer_ids=["o1", "o2"],
    capacity=[1, 1],
    price=[900, 400],
    need=np.array([0, 1, 2]),
    offer=np.array([0, 0, 1]),
    value=np.array([30, 50, 20]),
)


def test_a_departure_says_what_it_costs_and_who_gains_and_loses():
    best = propose(TWO, budget=2_000)
    departure = price_of_departing(TWO, best, keep=[("n1", "o1")])

    assert departure.points == 20
    assert departure.sentence() == "The decision costs 20 of 70 points (29 %); it meets n1; it leaves unmet n2."
    assert price_of_departing(TWO, best, bar=[("n1", "o1")]).sentence() == (
        "The decision costs nothing: it is worth as much as the best proposal."
    )


@pytest.mark.parametrize(
    ("kwargs", "because"),
    [
        ({"budget": 100, "keep": [("n1", "o1")]}, "what is decided on breaks the budget"),
        ({"budget": 2_000, "keep": [("n1", "o1"), ("n2", "o1")]}, "what is decided on breaks the budget"),
        ({"budget": 2_000, "keep": [("n1", "o2")]}, "o2 may not be paired with n1"),
        ({"budget": 2_000, "keep": [("n1", "o1")], "bar": [("n1", "o1")]}, "both decided on and ruled out"),
    ],
)
def test_decisions_that_cannot_be_kept_are_said_to_be_so(kwargs, because):
    answer = propose(TWO, **kwargs)

    assert isinstance(answer, CannotSay)
    assert because in answer.sentence()


def test_a_proposal_says_how_many_needs_it_meets_and_that_nothing_beats_it():
    proposal = propose(TWO, budget=np.int64(500))

    assert isinstance(proposal, Proposal)
    assert proposal.sentence() == (
        "1 of 3 needs get an offer, for £4 of £5; worth 20 points together, and no other set is worth more."
    )
    assert proposal.of_need("n3").sentence() == "o2 for n3 at Hillside: worth 20 points, price £4."
    assert TWO.sentence() == "3 pairings of 3 needs and 2 offers may be made."


def test_nothing_to_pair_is_an_empty_proposal():
    none = np.zeros(0, dtype=np.int64)
    choices = Choices.of(
        need_ids=["n1"], school=["Brook"], offer_ids=[], capacity=[], price=[], need=none, offer=none, value=none
    )

    assert propose(choices, budget=10).unmet == ("n1",)
    assert top_offers(choices, "n1").sentence() == "No offer may be made to n1 at Brook."
    assert choices.sentence() == "0 pairings of 1 need and 0 offers may be made; 1 need has none."


NEEDS = [
    Need("n1", "Hillside", "writing", 80, at=(0.0, 0.0)),
    Need("n2", "Brook", "reading", 50, at=(1609.344, 0.0)),
    Need("n3", "Ashmere", "writing", 10),
]
OFFERS = [
    Offer("o1", "Brook", "writing", 1, 150_000, 0.5, at=(1609.344 * 2, 0.0)),
    Offer("o2", "Hillside", "writing", 2, 0, 1.0, at=(0.0, 0.0)),
    Offer("o3", "Brightwell", "writing", 2, 90_000, 0.8, at=(1609.344 * 16, 0.0)),
    Offer("o4", "College", "reading", 3, 10_000, 0.9),
]


def worth_the_slow_way(similarity, conflicts, furthest, points) -> dict[tuple[str, str], int]:
    found = {}
    for (i, need), (j, offer) in product(enumerate(NEEDS), enumerate(OFFERS)):
        known = need.at is not None and offer.at is not None
        miles = math.dist(need.at, offer.at) / 1609.344 if known else 0
        worth = round(10 * need.seriousness * (0.5 + similarity[i][j] / 2) * offer.evidence - points * miles)
        barred = (
            need.theme != offer.theme or need.school == offer.provider or (need.school, offer.provider) in conflicts
        )
        if not barred and miles <= furthest and worth > 0:
            found[need.id, offer.id] = worth
    return found


@given(
    st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=3, max_size=3),
    st.sets(
        st.tuples(
            st.sampled_from(["Hillside", "Brook", "Ashmere"]), st.sampled_from(["Brook", "Brightwell", "College"])
        )
    ),
    st.floats(0, 20),
    st.floats(0, 50),
)
def test_the_worth_of_each_pairing_follows_the_written_rule(similarity, conflicts, furthest, points):
    choices = weigh(
        NEEDS,
        OFFERS,
        similarity=np.array(similarity),
        conflicts=conflicts,
        furthest_miles=furthest,
        points_a_mile=points,
    )

    pairs = zip(choices.need, choices.offer, choices.value, strict=True)
    found = {(choices.need_ids[need], choices.offer_ids[offer]): int(value) for need, offer, value in pairs}
    assert found == worth_the_slow_way(similarity, conflicts, furthest, points)


def test_the_broker_sees_the_best_offers_with_the_reasons():
    choices = weigh(NEEDS, OFFERS, similarity=np.full((3, 4), 0.5), furthest_miles=20)
    proposal = propose(choices, budget=200_000)
    top = top_offers(choices, "n1", proposal=proposal, most=1)

    assert top.sentence() == "2 offers may be made to n1 at Hillside; worth most is o3 with 400 points."
    assert top.others == 1
    assert top.candidates[0].sentence() == (
        "o3: 400 points for £900, proposed (the need is 80 of 100 serious, the schools are 50 % alike, "
        "the evidence is graded 80 of 100, they are 16 miles apart)."
    )
    unknown = top_offers(weigh(NEEDS, OFFERS), "n2").candidates[0]
    assert unknown.because.split(", ")[1] == "how alike the schools are is not known"
    assert NEEDS[0].sentence() == "Hillside needs help with writing (seriousness 80 of 100)."
    assert OFFERS[0].sentence() == "Brook offers writing to 1 at £1,500.00 each."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: weigh([NEEDS[0], NEEDS[0]], OFFERS), "The need n1 is there twice"),
        (lambda: weigh([Need("n", "s", "t", 101)], OFFERS), "seriousness of n is 101"),
        (lambda: weigh([Need("n", "s", "t", math.nan)], OFFERS), "seriousness of n is nan"),
        (lambda: weigh(NEEDS, [Offer("o", "p", "t", 1, 1, 1.5)]), "evidence grade of o is 1.5"),
        (lambda: weigh(NEEDS, [Offer("o", "p", "t", -1, 1, 1.0)]), "one capacity of 0 or more"),
        (lambda: weigh(NEEDS, OFFERS, similarity=np.ones((2, 2))), "shape"),
        (lambda: weigh(NEEDS, OFFERS, similarity=np.full((3, 4), np.nan)), "Similarity lies from 0 to 1"),
        (lambda: weigh(NEEDS, OFFERS, furthest_miles=math.inf), "The furthest way is inf"),
        (lambda: weigh(NEEDS, OFFERS, points_a_mile=-1), "The points a mile is -1"),
        (lambda: propose(TWO, budget=-1), "0 or more"),
        (lambda: propose(TWO, budget=2.5), "whole pence"),
        (lambda: propose(TWO, budget=1, keep=[("n9", "o1")]), "There is no need n9"),
        (lambda: propose(TWO, budget=1, bar=[("n1", "o9")]), "There is no offer o9"),
        (lambda: top_offers(TWO, "n9"), "There is no need n9"),
        (lambda: top_offers(TWO, "n1", most=0), "List 1 offer or more"),
        (lambda: made(value=np.array([0])), "worth more than 0"),
        (lambda: made(value=np.array([1.5])), "whole numbers"),
        (lambda: made(need=np.array([5])), "a need that is not there"),
        (lambda: made(offer=np.array([0, 0])), "for each pairing"),
        (lambda: made(need=np.array([0, 0]), offer=np.array([0, 0]), value=np.array([1, 2])), "there twice"),
        (lambda: made(school=[]), "one school for each need"),
        (lambda: made(price=[-1]), "one price of 0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def made(**kwargs) -> Choices:
    one = np.array([0])
    plain = {"need_ids": ["n"], "school": ["s"], "offer_ids": ["o"], "capacity": [1], "price": [1]}
    return Choices.of(**{**plain, "need": one, "offer": one, "value": one + 1, **kwargs})
