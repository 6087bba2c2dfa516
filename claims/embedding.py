"""Vectors for the texts of many claims, as after a change of the encoder: a long job.

Meanwhile those claims are found by words alone; once it is done, each machine builds its index
anew.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from claims import replica, texts, vectors
from claims.models import Claim
from claims.replica import EMBEDDING, subject_of
from jobs import longjobs
from jobs.clock import Now
from jobs.longjobs import Bite
from jobs.models import LongJob
from nlp.vectors import texts_of

# So many claims are encoded and written together: about a second of work.
BITE: Final = 100


def want(*, now: datetime) -> None:
    """Begin the job where this machine's index has claims without vectors."""
    copy = replica.of_this_process()
    copy.catch_up(wait=False)
    encoder = vectors.encoder_of_this_process()
    if encoder and copy.index.unencoded:
        longjobs.begin(EMBEDDING, [subject_of(encoder.model_id)], now=now)


def encode_claims(jobs: Sequence[LongJob], _now: Now) -> Bite:
    """Encode the texts of the next claims; the step of EMBEDDING."""
    cursor = jobs[0].cursor
    rows = Claim.objects.tracked().order_by("pk")
    after = rows.filter(pk__gt=int(cursor)) if cursor else rows
    page = list(after.values_list("pk", flat=True)[:BITE])
    encoder = vectors.encoder_of_this_process()
    made = vectors.packed(encoder, _missing(encoder.model_id, page)) if encoder else {}
    return Bite(
        cursor=str(page[-1]) if page else cursor,
        done=len(page),
        finished=len(page) < BITE,
        total=None if cursor else rows.count(),
        write=lambda: _written(encoder.model_id if encoder else "", made),
    )


def _missing(model: str, claim_ids: Sequence[int]) -> dict[str, str]:
    claims = texts.tracked_texts(claim_ids).values()
    wanted = {vectors.digest_of(text): text for claim in claims for text in texts_of(claim)}
    known = vectors.kept(model, list(wanted))
    return {digest: text for digest, text in wanted.items() if digest not in known}


def _written(model: str, made: dict[str, bytes]) -> dict[int, int]:
    vectors.keep(model, made)
    return {}
