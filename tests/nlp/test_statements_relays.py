"""nlp.statements.relays: a second-hand word keeps every voice it came through."""

import pytest

from nlp.statements import read
from nlp.values import Form, Kind, Statement


def voices(statement: Statement) -> list[str]:
    return [relay.name for relay in statement.chain]


SIGNAL = "“There was a signal from Mr. Weber that Russia is ready to talk,” Ada Byron said."


def test_a_signal_passed_on_is_a_saying_and_its_content() -> None:
    saying, content = read(SIGNAL, published=None)

    assert (saying.kind, saying.form) == (Kind.SAID, Form.DIRECT)
    assert (content.kind, content.form) == (Kind.POSITION, Form.NESTED)
    assert content.quote == "Russia is ready to talk"
    assert voices(saying) == voices(content) == ["Russia", "Weber", "Ada Byron"]


def test_only_the_last_voice_is_heard() -> None:
    for statement in read(SIGNAL, published=None):
        assert [relay.heard_directly for relay in statement.chain] == [False, False, True]


CHAINS = [
    (
        "Ada Byron noted that the message from Russia relayed by Max Weber was the first.",
        ["Russia", "Max Weber", "Ada Byron"],
    ),
    ("Sources told CBS News that the town is looking for a hall.", ["sources", "CBS News"]),
    (
        "Two people familiar with the talks told Reuters that the hall had been found.",
        ["two people familiar with the talks", "Reuters"],
    ),
    ("Ada Byron told the BBC that the hall had been found.", ["Ada Byron"]),
    ("Ada Byron said that Max Weber had told her that it rained.", ["Max Weber", "Ada Byron"]),
    ("Ada Byron said that Russia has sent its first message.", ["Russia", "Ada Byron"]),
    ("Ada Byron said the dam was old.", ["Ada Byron"]),
]


@pytest.mark.parametrize(("text", "chain"), CHAINS)
def test_the_chain_names_every_voice_root_first(text: str, chain: list[str]) -> None:
    assert voices(read(text, published=None)[0]) == chain


def test_a_hidden_source_is_not_on_the_record_and_the_newsroom_is() -> None:
    (statement,) = read("Sources told CBS News that the hall was found.", published=None)

    assert statement.claimant is not None
    assert statement.claimant.name == "CBS News"
    assert not statement.chain[0].named


def test_the_carrier_told_once_is_known_for_the_same_signal() -> None:
    text = f"Ada Byron said that Russia has sent its first signal.\n{SIGNAL}"

    assert voices(read(text, published=None)[0]) == ["Russia", "Weber", "Ada Byron"]


def test_of_two_carriers_none_is_guessed() -> None:
    text = (
        f"Ada Byron said that Russia has sent a signal.\n{SIGNAL}\n"
        "“There was a message from Mr. Ruiz that Russia is ready to vote,” Ada Byron said."
    )

    assert voices(read(text, published=None)[0]) == ["Russia", "Ada Byron"]
