from dataclasses import replace

from claims.facts import ClaimKind, Confirmed, PassageFacts, Stance
from claims.standing import standing
from desk.relays import MOST_ORIGINS, MOST_OUTLETS, Teller, tellers, told_in_words
from tests.claims.evidence import NOW, claim, nobody, reporter, speaker

WITKOFF, ZELENSKYY = "Steve Witkoff", "Volodymyr Zelenskyy"


def trees(*passages: PassageFacts) -> tuple[Teller, ...]:
    facts = claim(ClaimKind.FACT, *passages)
    return tellers(facts.passages, standing(facts, now=NOW).origins)


def names(told: tuple[Teller, ...]) -> list[str]:
    return [each.name for each in told]


def test_a_chain_goes_from_its_root_over_who_passed_it_on_to_the_outlet() -> None:
    (root,) = trees(speaker(1, "russia", via=(WITKOFF, ZELENSKYY)))

    assert (root.name, root.kind, root.side, root.note) == (
        "Russia",
        "origin",
        "supports",
        "not heard directly",
    )
    (witkoff,) = root.told
    (zelenskyy,) = witkoff.told
    assert (witkoff.name, zelenskyy.name, witkoff.kind) == (WITKOFF, ZELENSKYY, "relay")
    assert zelenskyy.told == (Teller("Outlet 1", "1 article", "outlet"),)


def test_two_who_heard_the_same_root_branch_where_their_ways_part() -> None:
    (root,) = trees(
        speaker(1, "russia", via=(WITKOFF, ZELENSKYY)),
        speaker(2, "russia", via=(WITKOFF, "a European official")),
    )

    (witkoff,) = root.told
    assert names(witkoff.told) == [ZELENSKYY, "a European official"]


def test_who_denies_stands_first() -> None:
    roots = trees(
        speaker(1, "russia", via=(WITKOFF,)),
        speaker(2, "ministry", stance=Stance.DENIES, heard_directly=True),
    )

    assert [(root.name, root.side, root.note) for root in roots] == [
        ("Ministry", "denies", "heard directly"),
        ("Russia", "supports", "not heard directly"),
    ]


def test_what_counts_for_nobody_stands_aside_and_says_why() -> None:
    roots = trees(
        reporter(1),
        nobody(2),
        speaker(3, "union", stance=Stance.DENIES, later=True),
        reporter(4, retracted_at=NOW),
        reporter(5, counted=False),
        speaker(6, "mayor", until=NOW),
    )

    aside = {root.name: root.note for root in roots if root.kind == "aside"}
    assert [root.name for root in roots if root.kind == "origin"] == ["Outlet 1"]
    assert aside["No source"] == "does not count"
    assert aside["Union"] == "of a later time, does not count"
    assert aside["Mayor"] == "no longer in its article, does not count"


def test_what_a_newer_version_still_carries_is_drawn_once() -> None:
    old = speaker(1, "mayor", article_id=7, digest="the same words", until=NOW)
    new = speaker(2, "mayor", article_id=7, digest="the same words", story_id=1)

    (root,) = trees(old, new)

    assert (root.name, root.kind) == ("Mayor", "origin")


def test_a_suggestion_is_not_drawn() -> None:
    assert trees(reporter(1, confirmed=None)) == ()


def test_many_copies_are_summed_up() -> None:
    copies = [nobody(n, confirmed=Confirmed.PERSON) for n in range(10, 30)]

    (root,) = trees(*copies)

    assert len(root.told) == MOST_OUTLETS
    assert root.told[-1] == Teller("17 more outlets", "17 articles", "more")


def test_articles_of_one_outlet_are_counted_once_each() -> None:
    def of_one(number: int, article: int) -> PassageFacts:
        return replace(nobody(number, article_id=article), outlet_name="City Herald")

    (root,) = trees(of_one(1, 7), of_one(2, 7), of_one(3, 8))

    assert root.told == (Teller("City Herald", "2 articles", "outlet"),)


def test_what_was_folded_is_counted_too() -> None:
    (root,) = trees(replace(nobody(1), more_articles=9_999), nobody(2))

    assert root.told[-1] == Teller("9,999 more articles", "alike, of any outlet", "more")


def test_a_long_chain_folds_in_the_middle() -> None:
    (root,) = trees(speaker(1, "russia", via=("a", "b", "c", "d")))

    found, told = [], root.told
    while told:
        found.append(told[0].name)
        told = told[0].told
    assert found == ["a", "2 more", "d", "Outlet 1"]


def test_more_origins_than_a_drawing_holds_are_named_as_a_number() -> None:
    roots = trees(*[reporter(n) for n in range(1, MOST_ORIGINS + 4)])

    assert len(roots) == MOST_ORIGINS + 1
    assert (roots[-1].name, roots[-1].kind) == ("3 more origins", "more")


def test_the_drawing_is_told_in_two_sentences() -> None:
    told = told_in_words(trees(speaker(1, "russia", via=(WITKOFF,)), nobody(2)))

    assert told == (
        "1 origin counts: Russia supports. "
        "The list below says who passed it on, and where it was printed."
    )
    assert told_in_words(trees(nobody(2))).startswith("Nobody whose word counts")
