"""nlp.differences: pairs with negation, modality, names, places; what a person would call so."""

from typing import Final

import pytest

from nlp.differences import between

# kind, what the claim says, what the passage says, then the two texts.
Row = tuple[str, str, str, str, str]

NEGATIONS: Final[list[Row]] = [
    (
        "negation",
        "is ready",
        "isn’t ready",
        "Russia is ready for talks",
        "Russia isn’t ready for talks",
    ),
    ("negation", "will not leave", "will leave", "Ukraine will not leave", "Ukraine will leave"),
    ("negation", "is ready", "is no longer ready", "Russia is ready", "Russia is no longer ready"),
    ("negation", "is ready", "is far from ready", "Russia is ready", "Russia is far from ready"),
    (
        "negation",
        "was ready",
        "denied that it was ready",
        "Russia was ready",
        "Russia denied that it was ready",
    ),
    (
        "negation",
        "leave",
        "refuses to leave",
        "Weber agreed to leave Lund",
        "Weber refuses to leave Lund",
    ),
    (
        "negation",
        "is ready",
        "does not think it is ready",
        "The army is ready",
        "He does not think it is ready, the army",
    ),
    (
        "negation",
        "signed",
        "never signed",
        "Weber signed the treaty",
        "Weber never signed the treaty",
    ),
    (
        "negation",
        "has soldiers",
        "has no soldiers",
        "The town has soldiers",
        "The town has no soldiers",
    ),
    (
        "negation",
        "is unwilling to talk",
        "talk",
        "Russia is unwilling to talk",
        "Russia is happy to talk",
    ),
    (
        "negation",
        "is ready",
        "is false that Russia is ready",
        "Russia is ready",
        "It is false that Russia is ready",
    ),
    (
        "negation",
        "pay",
        "failed to pay",
        "The firm managed to pay its workers",
        "The firm failed to pay its workers",
    ),
]
MODALITIES: Final[list[Row]] = [
    (
        "modality",
        "is ready",
        "may be ready",
        "Russia is ready for talks",
        "Russia may be ready for talks",
    ),
    ("modality", "is ready", "is possibly ready", "Russia is ready", "Russia is possibly ready"),
    (
        "modality",
        "is ready",
        "would be ready",
        "Russia is ready for talks",
        "Russia would be ready for talks if asked",
    ),
    (
        "modality",
        "is ready",
        "Is Russia ready",
        "Russia is ready for talks",
        "Is Russia ready for talks?",
    ),
    (
        "modality",
        "is ready",
        "says he is ready",
        "Weber is ready to resign",
        "Weber says he is ready to resign",
    ),
    (
        "modality",
        "will release",
        "Release",
        "Hamas will release the hostages",
        "Release the hostages",
    ),
    (
        "modality",
        "will leave",
        "should leave",
        "The troops will leave Lund",
        "The troops should leave Lund",
    ),
    (
        "modality",
        "will close",
        "wants to close",
        "Weber will close the mine",
        "Weber wants to close the mine",
    ),
    (
        "modality",
        "stole",
        "allegedly stole",
        "Weber stole the car",
        "Weber allegedly stole the car",
    ),
    (
        "modality",
        "might be ready",
        "must be ready",
        "Russia might be ready",
        "Russia must be ready",
    ),
]
NAMES: Final[list[Row]] = [
    ("name", "Weber", "Byron", "Today Ruiz met Weber in Lund", "Today Ruiz met Byron in Lund"),
    ("name", "Trump", "Biden", "Trump signed the bill", "Biden signed the bill"),
    (
        "name",
        "Donald Trump",
        "Joe Biden",
        "Donald Trump signed the bill",
        "Joe Biden signed the bill",
    ),
    ("name", "Max", "Ada", "The judge freed Max Weber", "The judge freed Ada Weber"),
    (
        "name",
        "Hamas",
        "Hezbollah",
        "A spokesman for Hamas denied it",
        "A spokesman for Hezbollah denied it",
    ),
    (
        "name",
        "Democrats",
        "Republicans",
        "In the end Democrats blocked the bill",
        "In the end Republicans blocked the bill",
    ),
]
PLACES: Final[list[Row]] = [
    (
        "place",
        "Alaska",
        "Paris",
        "The summit takes place in Alaska",
        "The summit takes place in Paris",
    ),
    ("place", "Moscow", "Kyiv", "The order came from Moscow", "The order came from Kyiv"),
    (
        "place",
        "Russian",
        "Ukrainian",
        "The Russian army left the town",
        "The Ukrainian army left the town",
    ),
    ("place", "China", "Taiwan", "A ship from China sank", "A ship from Taiwan sank off the coast"),
    (
        "place",
        "North Korea",
        "South Korea",
        "Troops from North Korea arrived",
        "Troops from South Korea arrived",
    ),
    ("place", "Texas", "Ohio", "The plant in Texas will close", "The plant in Ohio will close"),
]
DIFFERENT: Final = [*NEGATIONS, *MODALITIES, *NAMES, *PLACES]
SAME: Final = [
    ("Russia is ready", "There is no doubt in the mind of many who follow it, Russia is ready"),
    ("Russia is not ready", "Russia isn't ready"),
    ("Weber did not deny that Russia is ready", "Russia is ready, Weber said"),
    ("The army is not ready", "He does not think that the army is ready"),
    ("Russia is ready for talks", "Russia is not only ready for talks, it asks for them"),
    ("Neither Russia nor Ukraine is ready", "Russia and Ukraine are not ready"),
    ("Weber will not sign it and Ruiz is ready", "Ruiz is ready"),
    ("Russia may be ready for talks", "Russia might be ready for talks"),
    ("Russia is ready for talks", "Weber said Russia is ready for talks"),
    ("Talks begin in May", "In May the talks begin"),
    ("Volodymyr Zelenskyy met Weber in Lund", "Zelensky met Weber in Lund"),
    ("President Trump met Weber in Lund", "Donald Trump met Weber in Lund"),
    ("Mr. Weber will close the mine", "He will close the mine"),
    ("Joe Weber met Ruiz in Lund", "Joseph Weber met Ruiz in Lund"),
    ("The World Health Organization warned Lund", "The WHO warned Lund"),
    ("The workers in the harbour went on strike", "The employees in the harbour went on strike"),
    ("Workers lost their jobs in Lund", "Employees lost their jobs in Lund"),
    ("Moscow rejects the plan", "Russia rejects the plan"),
    ("The Kremlin rejects the plan", "Russia rejects the plan"),
    ("The U.S. sent aid to Lund", "The United States sent aid to Lund"),
    ("America sent aid to Lund", "The US sent aid to Lund"),
    ("The summit is in Alaska", "The summit is in Anchorage"),
    ("Kiev asked for aid in June", "Ukraine asked for aid in June"),
    ("", "anything"),
    ("anything", ""),
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
