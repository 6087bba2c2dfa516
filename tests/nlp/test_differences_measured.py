"""nlp.differences: pairs with numbers, units and days, and what a person would say is different."""

from typing import Final

import pytest

from nlp.differences import between

# kind, what the claim says, what the passage says, then the two texts.
Row = tuple[str, str, str, str, str]

NUMBERS: Final[list[Row]] = [
    ("number", "300 jobs", "500 jobs", "The firm will cut 300 jobs", "The firm will cut 500 jobs"),
    ("number", "5 %", "50 %", "Prices rose by 5 % last summer", "Prices rose by 50 % last summer"),
    ("number", "3.5 percent", "3.4%", "Prices rose 3.5 percent", "Prices rose 3.4%"),
    ("number", "12", "15", "The storm killed 12", "The storm killed 15"),
    ("number", "twelve", "21", "The storm killed twelve", "The storm killed 21"),
    (
        "number",
        "2 million euros",
        "2 billion euros",
        "The road cost 2 million euros",
        "The road cost 2 billion euros",
    ),
    ("number", "$1.5m", "$15m", "Aid of $1.5m was sent", "Aid of $15m was sent"),
    (
        "number",
        "a third",
        "two-thirds",
        "The war cost a third of the crop",
        "The war cost two-thirds of the crop",
    ),
    (
        "number",
        "half",
        "a quarter",
        "It took half of the harvest",
        "It took a quarter of the harvest",
    ),
    (
        "number",
        "one in five pupils",
        "one in ten pupils",
        "It hits one in five pupils",
        "It hits one in ten pupils",
    ),
    ("number", "doubled", "tripled", "Rents doubled in Lund", "Rents tripled in Lund"),
    ("number", "first", "third", "It is the first such signal", "It is the third such signal"),
    ("number", "2nd", "fifth", "It is the 2nd attempt", "It is the fifth attempt"),
    (
        "number",
        "two hundred and fifty people",
        "520 people",
        "They freed two hundred and fifty people",
        "They freed 520 people",
    ),
    (
        "number",
        "5 to 10 percent",
        "15 percent",
        "It covers 5 to 10 percent of costs",
        "It covers 15 percent of costs",
    ),
    ("number", "5 km", "9 miles", "The front moved 5 km", "The front moved 9 miles"),
    (
        "number",
        "300 workers",
        "500 workers",
        "The firm fired about 300 workers",
        "The firm fired 500 workers",
    ),
]
UNITS: Final[list[Row]] = [
    ("unit", "5 km", "5 miles", "The front moved 5 km", "The front moved 5 miles"),
    (
        "unit",
        "5 percent",
        "5 percentage points",
        "Support fell 5 percent",
        "Support fell 5 percentage points",
    ),
    ("unit", "$5 million", "€5 million", "The firm paid $5 million", "The firm paid €5 million"),
    ("unit", "30 dollars", "30 euros", "A ticket costs 30 dollars", "A ticket costs 30 euros"),
    ("unit", "6 weeks", "6 months", "The strike lasted 6 weeks", "The strike lasted 6 months"),
    (
        "unit",
        "20 tonnes",
        "20 kilos",
        "They seized 20 tonnes of it there",
        "They seized 20 kilos of it there",
    ),
    (
        "unit",
        "$15",
        "$15",
        "The firm pays $15 a day for labour",
        "The firm pays $15 an hour for labour",
    ),
    (
        "unit",
        "40 degrees Celsius",
        "40 degrees Fahrenheit",
        "It was 40 degrees Celsius in Lund",
        "It was 40 degrees Fahrenheit in Lund",
    ),
]
QUANTITIES: Final[list[Row]] = [
    (
        "quantity",
        "at least 500 people",
        "500 people",
        "The flood killed at least 500 people",
        "The flood killed 500 people",
    ),
    (
        "quantity",
        "up to 500 people",
        "more than 500 people",
        "It hit up to 500 people",
        "It hit more than 500 people",
    ),
    (
        "quantity",
        "500 tanks",
        "nearly 500 tanks",
        "They sent 500 tanks",
        "They sent nearly 500 tanks",
    ),
    (
        "quantity",
        "dozens",
        "300 people",
        "They arrested dozens of people",
        "They arrested 300 people",
    ),
    (
        "quantity",
        "hundreds",
        "millions",
        "It put off hundreds of voters",
        "It put off millions of voters",
    ),
    (
        "quantity",
        "5 to 10 percent",
        "7 percent",
        "It covers 5 to 10 percent of costs",
        "It covers 7 percent of costs",
    ),
    (
        "quantity",
        "all hostages",
        "most of the hostages",
        "They freed all hostages",
        "They freed most of the hostages",
    ),
    (
        "quantity",
        "every prisoner",
        "some prisoners",
        "They freed every prisoner",
        "They freed some prisoners",
    ),
    ("quantity", "many voters", "few voters", "It put off many voters", "It put off few voters"),
]
DATES: Final[list[Row]] = [
    ("date", "Friday", "Monday", "They meet on Friday", "They will meet on Monday"),
    ("date", "3 May", "May 4", "It began on 3 May", "It began on May 4"),
    (
        "date",
        "March 2024",
        "March 2025",
        "The truce began in March 2024",
        "The truce began in March 2025",
    ),
    ("date", "March", "April", "The truce began in March", "The truce began in April"),
    ("date", "2019", "2020", "The law passed in 2019", "The law passed in 2020"),
    ("date", "1990s", "2005", "The mine closed in the 1990s", "The mine closed in 2005"),
    ("date", "2024-03-14", "15 March 2024", "They met on 2024-03-14", "They met on 15 March 2024"),
    ("date", "today", "tomorrow", "The court rules today", "The court rules tomorrow"),
    ("date", "next week", "next month", "They meet next week", "They meet next month"),
    ("date", "Thursday", "15 August 2025", "They met on Thursday", "They met on 15 August 2025"),
]
DIFFERENT: Final = [*NUMBERS, *UNITS, *QUANTITIES, *DATES]
SAME: Final = [
    ("The firm will cut 1,500 jobs", "Some 1500 jobs will be cut by the firm"),
    ("The aid is worth $2 billion", "Aid of $2,000 million was agreed"),
    ("The firm fired about 300 workers", "The firm fired 297 workers"),
    ("The town has 3.2 million people", "The town has 3,187,000 people"),
    ("Half of voters agree", "50 percent of voters agree"),
    ("A third of the crop was lost", "33 percent of the crop was lost"),
    ("They freed two hundred and fifty people", "They freed 250 people"),
    ("The front moved 5 km", "The front moved 3.1 miles"),
    ("The strike lasted 24 months", "The strike lasted 2 years"),
    ("The flood killed more than 500 people", "The flood killed 512 people"),
    ("They arrested dozens of people", "They arrested 36 people"),
    ("They freed some of the hostages", "They freed a few hostages"),
    ("It is the 1st such signal", "It is the first such signal"),
    ("He scored two goals", "He scored 2 goals"),
    ("Prices rose 5 % in Lund", "Prices rose 5 percent in Lund, and wages 3 percent"),
    ("They meet on Friday 15 August", "They meet on Friday"),
    ("The truce began in March", "The truce began on 14 March"),
    ("The truce began in March 2024", "The truce began on 14 March 2024"),
    ("They met on Friday", "They met on 15 August 2025"),
    ("They met on Friday", "They met on Friday, he said on Monday"),
    ("The law passed in the 1990s", "The law passed in 1994"),
]


@pytest.mark.parametrize(("kind", "ours", "theirs", "claim", "passage"), DIFFERENT)
def test_a_difference_is_named_and_located(
    kind: str, ours: str, theirs: str, claim: str, passage: str
) -> None:
    (found,) = between(claim, passage)

    assert (found.kind, found.claim_words, found.passage_words) == (kind, ours, theirs)


@pytest.mark.parametrize(("kind", "ours", "theirs", "claim", "passage"), DIFFERENT)
def test_a_difference_is_one_from_either_side(
    kind: str, ours: str, theirs: str, claim: str, passage: str
) -> None:
    (found,) = between(passage, claim)

    assert (found.kind, found.claim_words, found.passage_words) == (kind, theirs, ours)


@pytest.mark.parametrize(("claim", "passage"), SAME)
def test_the_same_in_other_words_is_no_difference(claim: str, passage: str) -> None:
    assert between(claim, passage) == ()
    assert between(passage, claim) == ()
