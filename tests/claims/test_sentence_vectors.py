"""Sentences are encoded once, and their vectors kept while a tracked claim rests on the version."""

from collections.abc import Iterator

import numpy as np
import pytest

from accounts.models import User
from claims import replica, sentence_vectors, vectors
from claims.actions import close
from claims.follow import follow_tracked
from claims.matching import search
from claims.models import Appearance
from claims.sentence_vectors import forget, keep, pack, recall, unpack
from jobs.clock import Now
from nlp.encoder.recent import RecentVectors
from sources.models import Capture
from tests.claims.make import BRIDGE_NEWS, NOON, OTHER_NEWS, capture, read, reading_of, tracked
from tests.nlp.fakes import CountingEncoder

pytestmark = pytest.mark.django_db
SENTENCES = [
    "The Harbour Bridge in Lisbon will be closed to lorries.",
    "Engineers measured the cables for three weeks.",
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingEncoder]:
    """The encoder of this process, which remembers what it was asked for."""
    encoder = CountingEncoder()
    renew(encoder, monkeypatch)
    yield encoder
    replica.of_this_process.cache_clear()


def renew(encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that was just started."""
    recent = RecentVectors(encoder)
    for module in (vectors, replica):
        monkeypatch.setattr(module, "encoder_of_this_process", lambda: recent)
    replica.of_this_process.cache_clear()


def kept(version: Capture) -> bytes | None:
    found = reading_of(version).vectors
    return None if found is None else bytes(found)


def test_packed_vectors_come_back_nearly_as_they_were() -> None:
    rows = CountingEncoder().encode(SENTENCES)

    found = unpack("m", pack("m", rows))

    assert found is not None
    assert np.abs(found - rows).max() < 0.01
    assert len(pack("m", rows)) == len(b"m\n") + 4 + len(rows) * (4 + rows.shape[1])


def test_vectors_of_another_model_are_no_vectors() -> None:
    assert unpack("new", pack("old", np.ones((1, 4), dtype=np.float32))) is None


def test_a_version_with_a_passage_keeps_its_vectors(carl: User, asked: CountingEncoder) -> None:
    tracked(carl)
    version = capture()

    assert read(version)

    found = unpack(asked.model_id, kept(version) or b"")
    assert found is not None
    assert found.shape == (len(SENTENCES), asked.size)


@pytest.mark.usefixtures("asked")
def test_a_version_that_touches_nothing_keeps_none(carl: User) -> None:
    tracked(carl)
    version = capture(OTHER_NEWS)

    assert read(version) == []

    assert kept(version) is None


def test_a_search_of_the_archive_encodes_no_sentence_again(
    carl: User, asked: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracked(carl)
    version = capture()
    read(version)
    late = tracked(carl, SENTENCES[1])
    renew(asked, monkeypatch)
    replica.of_this_process().catch_up()
    asked.heard.clear()

    assert search([version], [late.pk], now=NOON) == 1

    assert not set(SENTENCES) & set(asked.heard)


def test_what_the_archive_gives_keeps_its_vectors_too(carl: User, asked: CountingEncoder) -> None:
    version = capture()
    read(version)
    assert kept(version) is None

    search([version], [tracked(carl).pk], now=NOON)

    assert unpack(asked.model_id, kept(version) or b"") is not None


def test_a_change_of_the_encoder_encodes_anew(
    carl: User, asked: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracked(carl)
    version = capture()
    read(version)
    new = CountingEncoder("counting-2")
    renew(new, monkeypatch)

    recall(version, SENTENCES)
    keep(version, SENTENCES)

    assert new.heard == SENTENCES
    assert unpack(asked.model_id, kept(version) or b"") is None
    assert unpack("counting-2", kept(version) or b"") is not None


def test_vectors_of_other_sentences_are_not_taken(
    carl: User, asked: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracked(carl)
    version = capture()
    read(version)
    renew(asked, monkeypatch)

    recall(version, [BRIDGE_NEWS])

    assert vectors.encoder_of_this_process().lacks([BRIDGE_NEWS])  # type: ignore[union-attr]


@pytest.mark.usefixtures("asked")
def test_vectors_go_once_no_tracked_claim_rests_on_them(carl: User) -> None:
    bridge, cables = tracked(carl), tracked(carl, SENTENCES[1])
    version = capture()
    read(version)

    close(bridge, why="Gone.", by=carl, now=NOON)
    assert forget() == 0
    close(cables, why="Gone too.", by=carl, now=NOON)

    assert forget() == 1
    assert kept(version) is None
    assert Appearance.objects.count() == 2
    assert forget() == 0


@pytest.mark.usefixtures("asked")
def test_closing_the_last_claim_on_a_version_clears_its_vectors(carl: User) -> None:
    claim = tracked(carl)
    version = capture()
    read(version)
    follow_tracked(now=Now(NOON, NOON))
    assert kept(version)

    close(claim, why="Gone.", by=carl, now=NOON)
    follow_tracked(now=Now(NOON, NOON))

    assert kept(version) is None


def test_without_an_encoder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, carl: User) -> None:
    for module in (vectors, replica):
        monkeypatch.setattr(module, "encoder_of_this_process", lambda: None)
    replica.of_this_process.cache_clear()
    tracked(carl)
    version = capture()

    assert read(version)

    assert kept(version) is None
    recall(version, SENTENCES)
    replica.of_this_process.cache_clear()


def test_a_sweep_clears_so_many_and_no_more(
    carl: User, asked: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = tracked(carl)
    for _ in range(2):
        read(capture())
    close(claim, why="Gone.", by=carl, now=NOON)
    monkeypatch.setattr(sentence_vectors, "SWEPT", 1)

    assert [forget(), forget(), forget()] == [1, 1, 0]
    assert asked.heard
