"""What a machine may confirm alone: almost nothing, and nothing that moves a status."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import confirming
from claims.confirming import (
    AUDIT,
    About,
    Case,
    Suggested,
    Terms,
    adds_to,
    audited,
    names_one,
    objection,
)
from claims.facts import ClaimKind, Confirmed, OriginKind, PassageFacts, Stance
from claims.standing import standing
from tests.claims.evidence import NOW, claim, record, reporter, speaker, unnamed

pytestmark = pytest.mark.once
WORDS = "The ministry said that the bridge would stay closed until the end of the month."
FRESH = "01" * 32  # a digest that is not audited
KNOWN = speaker(1, "ministry", heard_directly=True)


def suggestion(**told: object) -> PassageFacts:
    row = speaker(9, "", heard_directly=False, digest=FRESH, confirmed=None)
    plain = replace(row, origin=OriginKind.NONE, root=None, root_name="")
    return replace(plain, **told)  # type: ignore[arg-type]  # fields of the passage


def case(*known: PassageFacts, passage: PassageFacts | None = None, **seen: object) -> Case:
    """A case to which nothing objects, but for what the test changes."""
    row = passage or suggestion()
    plain = Suggested(
        passage=row,
        words=WORDS,
        score=0.99,
        language="en",
        differs=False,
        attributed=True,
        root="ministry",
        heard_directly=True,
    )
    about = About(language="en", published=False, names_a_person=False, said_by_a_person=False)
    facts = claim(ClaimKind.FACT, *(known or (KNOWN,)), row)
    suggested = replace(plain, **seen)  # type: ignore[arg-type]  # fields of the suggestion
    return Case(suggested, facts, about, Terms(auto=0.97, language="en", days=180), NOW)


def about(given: Case, **known: object) -> Case:
    return replace(given, about=replace(given.about, **known))  # type: ignore[arg-type]  # alike


DENIAL = speaker(2, "ministry", stance=Stance.DENIES, heard_directly=True)
NEVER: dict[str, tuple[Case, str]] = {
    "_unsure": (case(score=0.96), "below 0.97"),
    "_another_language": (case(language="uk"), "was not measured"),
    "_only_a_link": (case(words="https://news.example/a-b-c"), "only a link"),
    "_short": (case(words="The bridge would stay closed, it said."), "fewer than 8 words"),
    "_differs": (case(differs=True), "otherwise than the claim"),
    "_later": (case(passage=suggestion(later=True)), "a later time"),
    "_no_side": (case(passage=suggestion(stance=Stance.UNCLEAR)), "takes no side"),
    "_old": (
        replace(case(), facts=replace(case().facts, tracked_at=NOW - timedelta(days=181))),
        "more than 180 days ago",
    ),
    "_published": (about(case(), published=True), "an edition rests"),
    "_accuses": (about(case(), names_a_person=True), "accuse somebody"),
    "_first_denial": (case(passage=suggestion(stance=Stance.DENIES)), "the first denial"),
    "_new_origin": (case(root="union"), "no person has confirmed this origin"),
    "_audit": (case(passage=suggestion(digest="00" * 32)), "one in 20"),
}
# What these forbid another rule forbids too: a link is short, a first denial a new origin.
TWICE = {"_only_a_link", "_first_denial", "_no_side"}


def test_what_only_adds_to_a_confirmed_origin_and_side_may_be_confirmed() -> None:
    assert objection(case()) is None
    assert adds_to(case()) == KNOWN


def test_every_rule_has_its_bad_case() -> None:
    assert {rule.__name__ for rule in confirming._NEVER} == set(NEVER)


@pytest.mark.parametrize("name", NEVER)
def test_it_is_never_confirmed(name: str) -> None:
    given, words = NEVER[name]

    assert words in (objection(given) or "")


@pytest.mark.parametrize("name", NEVER)
def test_without_the_rule_it_would_have_passed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, _ = NEVER[name]
    others = tuple(rule for rule in confirming._NEVER if rule.__name__ != name)
    monkeypatch.setattr(confirming, "_NEVER", others)

    assert (objection(given) is None) is (name not in TWICE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (replace(case(), terms=Terms(0.97, "und", 180)), "was not measured"),
        (about(case(), language="uk"), "another language"),
        (
            about(
                case(DENIAL, passage=suggestion(stance=Stance.DENIES)), said_by_a_person=True
            ),
            "contradicts somebody",
        ),
        (case(heard_directly=False), "no person has confirmed this origin"),
        (case(root=None), "no person has confirmed this origin"),
        (case(attributed=False), "no person has confirmed this origin"),
        (case(unnamed(1, "ministry")), "no person has confirmed this origin"),
        (case(record(1, "ministry")), "no person has confirmed this origin"),
        (case(replace(KNOWN, confirmed=Confirmed.AUTO)), "no person has confirmed this origin"),
        (case(replace(KNOWN, confirmed=None)), "no person has confirmed this origin"),
        (case(replace(KNOWN, retracted_at=NOW)), "no person has confirmed this origin"),
        (
            case(KNOWN, speaker(3, "ministry", stance=Stance.DENIES)),
            "heard on both sides",
        ),
    ],
    ids=[
        "language unknown", "claim in another language", "denial of a person", "relayed",
        "root unknown here", "nobody quoted", "unnamed sources", "record", "machine alone",
        "undecided", "retracted", "both sides",
    ],
)  # fmt: skip
def test_nor_is_this(given: Case, words: str) -> None:
    assert words in (objection(given) or "")


def test_a_known_denial_may_be_added_to_where_nobody_is_named() -> None:
    given = case(DENIAL, passage=suggestion(stance=Stance.DENIES))

    assert objection(given) is None
    assert adds_to(given) == DENIAL


def test_another_version_of_the_reporters_own_story_adds_to_it() -> None:
    own = reporter(1, story_id=7)
    told = {"attributed": False, "root": None, "heard_directly": False}

    assert objection(case(own, passage=suggestion(story_id=7), **told)) is None
    other = objection(case(own, passage=suggestion(story_id=8), **told))
    assert other == "no person has confirmed this origin on this side"
    unknown = case(replace(own, story_id=None), passage=suggestion(story_id=None), **told)
    assert objection(unknown) == "no person has confirmed this origin on this side"


def test_a_word_that_was_taken_back_since_is_not_added_to() -> None:
    before = speaker(1, "ministry", heard_directly=True)
    after = speaker(
        2, "ministry", stance=Stance.DENIES, heard_directly=True, at=NOW - timedelta(days=1)
    )

    assert adds_to(case(before, after)) is None


def test_one_passage_in_twenty_is_left_for_a_person() -> None:
    digests = [f"{n:012x}{'0' * 52}" for n in range(1000)]

    assert sum(audited(digest) for digest in digests) == 1000 // AUDIT


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("LIND'S bridge is safe.", True),
        ("The bridge, said Anna, is safe.", False),
        ("Lindau is on a lake.", False),
        ("Зеленський підписав.", True),
    ],
)
def test_a_person_is_named_by_the_last_of_the_names(statement: str, found: bool) -> None:
    assert names_one(statement, ["Anna Lind", "Володимир Зеленський", ""]) is found


# --- whatever is confirmed, no status moves ------------------------------------------------------

ROOTS = st.sampled_from(["ministry", "union", "city"])
SIDES = st.sampled_from(list(Stance))


@st.composite
def person_confirmed(draw: st.DrawFn) -> tuple[PassageFacts, ...]:
    rows = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        make: Callable[..., PassageFacts] = draw(st.sampled_from([speaker, record, unnamed]))
        at = NOW - timedelta(days=draw(st.integers(1, 6)))
        direct = draw(st.booleans()) if make is speaker else False
        rows.append(
            make(number, draw(ROOTS), stance=draw(SIDES), at=at, heard_directly=direct)
            if draw(st.booleans())
            else reporter(number, stance=draw(SIDES), at=at, story_id=draw(st.integers(1, 2)))
        )
    return tuple(rows)


@settings(deadline=None)
@given(person_confirmed(), ROOTS, SIDES, st.booleans(), st.booleans(), st.integers(1, 2))
def test_what_a_machine_may_confirm_moves_no_status_and_adds_no_origin(
    known: tuple[PassageFacts, ...],
    root: str,
    side: Stance,
    direct: bool,
    attributed: bool,
    story: int,
) -> None:
    row = suggestion(stance=side, story_id=story)
    given_ = case(*known, passage=row, root=root, heard_directly=direct, attributed=attributed)
    added = adds_to(given_)
    if objection(given_) is not None or added is None:
        return
    confirmed = replace(
        row,
        confirmed=Confirmed.AUTO,
        origin=added.origin,
        root=added.root,
        root_name=added.root_name,
        heard_directly=added.heard_directly,
    )

    before = standing(given_.facts, now=NOW)
    after = standing(claim(ClaimKind.FACT, *known, confirmed), now=NOW)

    assert after.status is before.status
    assert {one.key for one in after.origins} == {one.key for one in before.origins}
