"""Each text is encoded once for all machines; a new encoder's vectors come by a long job."""

from collections.abc import Iterator

import numpy as np
import pytest

from accounts.models import User
from claims import embedding, longwork, replica, vectors
from claims.models import TextVector
from claims.replica import EMBEDDING
from jobs.models import LongJob
from tests.claims.make import BRIDGE, NOON, both, tracked
from tests.nlp.fakes import CountingEncoder

pytestmark = pytest.mark.django_db
TUNNEL = "The Tagus tunnel in Lisbon will open for cyclists."


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingEncoder]:
    """An encoder that tells what it was asked, in the place of the shipped one."""
    encoder = CountingEncoder()
    monkeypatch.setattr(vectors, "encoder_of_this_process", lambda: encoder)
    monkeypatch.setattr(replica, "encoder_of_this_process", lambda: encoder)
    replica.of_this_process.cache_clear()
    yield encoder
    replica.of_this_process.cache_clear()


def test_a_text_is_encoded_once_and_then_read() -> None:
    encoder = CountingEncoder()
    first = vectors.StoredVectors(encoder).encode([BRIDGE, TUNNEL, BRIDGE])

    again = vectors.StoredVectors(encoder).encode([TUNNEL, BRIDGE])

    assert encoder.heard == [BRIDGE, TUNNEL]
    assert TextVector.objects.count() == 2
    assert np.array_equal(first[[1, 0]], again)


def test_a_stored_vector_is_what_the_encoder_gave_but_for_rounding() -> None:
    encoder = CountingEncoder()
    (exact,) = encoder.encode([BRIDGE])

    (stored,) = vectors.StoredVectors(encoder).encode([BRIDGE])

    assert float(exact @ stored) == pytest.approx(1.0, abs=0.01)


def test_vectors_of_two_encoders_are_kept_apart() -> None:
    vectors.StoredVectors(CountingEncoder("one")).encode([BRIDGE])

    other = CountingEncoder("two")
    vectors.StoredVectors(other).encode([BRIDGE])

    assert other.heard == [BRIDGE]


def test_more_texts_than_may_be_waited_for_are_left_to_the_long_job() -> None:
    encoder = CountingEncoder()

    rows = vectors.StoredVectors(encoder, at_once=1).encode([BRIDGE, TUNNEL])

    assert encoder.heard == []
    assert not rows.any()


def test_after_a_change_of_the_encoder_the_claims_are_encoded_in_the_background(
    carl: User, counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors.StoredVectors.__init__, "__kwdefaults__", {"at_once": 1})
    claims = [tracked(carl, BRIDGE), tracked(carl, TUNNEL)]
    copy = replica.of_this_process()
    copy.catch_up()
    assert copy.index.unencoded == 2
    assert [one.claim_id for one in copy.index.search("lorries")] == [claims[0].pk]

    while longwork.run_due(now=both(NOON), time_left=lambda: False):
        pass

    copy.catch_up()
    job = LongJob.objects.get(kind=EMBEDDING)
    assert (job.done, job.total, job.finished_at) == (2, 2, NOON)
    assert copy.index.unencoded == 0
    assert sorted(counting.heard) == sorted([BRIDGE, TUNNEL])


def test_an_index_with_all_its_vectors_asks_for_no_work(
    carl: User, counting: CountingEncoder
) -> None:
    tracked(carl)

    embedding.want(now=NOON)

    assert not LongJob.objects.filter(kind=EMBEDDING).exists()
    assert replica.of_this_process().index.unencoded == 0
