"""This machine's copy of the claim index, caught up with the ledger before each use.

It lies in a folder, memory-mapped and shared by the machine's processes; one of them at a time
writes, under a file lock. A position is trusted only if the event there still has the hash we saw,
so a restored backup or an emptied database rebuilds it, as does a folder that is damaged, left in
the middle of a change, or of another engine or encoder.
"""

import fcntl
import hashlib
import logging
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from claims import texts
from claims.models import LedgerEvent
from claims.vectors import StoredVectors, encoder_of_this_process
from jobs.models import LongJob
from nlp.claim_index import ClaimIndex
from nlp.encoder import SentenceEncoder

log = logging.getLogger(__name__)
# What changes the text or the stage of a claim, and so the index.
KINDS: Final = ("claims.tracked", "claims.edited", "claims.closed", "publishing.published")
# The file that names the folder of the index in use.
CURRENT: Final = "current"
# A million claims are put in by pieces, so that they are never all in memory.
PIECE: Final = 50_000
# Changes past this share of the index are cheaper, and leave less behind, as a new one.
REBUILD_FROM: Final = 0.5

# The long job that makes vectors for many claims at once (`claims.embedding`).
EMBEDDING: Final = "claims.embed"

Seen = tuple[int, str]
NOTHING: Final[Seen] = (-1, "")


class Replica:
    """An index of all tracked claims, as of a position in the ledger, in `folder`."""

    def __init__(self, folder: Path, *, encoder: SentenceEncoder | None) -> None:
        """Name the folder; nothing is read before `catch_up`."""
        self.folder, self._encoder = folder, encoder
        self._index: ClaimIndex | None = None

    @property
    def index(self) -> ClaimIndex:
        """The index as of the last `catch_up`; empty before it. It never changes under a reader."""
        return self._index or ClaimIndex(encoder=self._encoder)

    def catch_up(self, *, wait: bool = True) -> bool:
        """Read the ledger on, so that a claim changed by any process is matched as it is now.

        Without `wait`, an index that another process is just writing is left as it was, and the
        answer is False. Raises ImproperlyConfigured where the folder cannot be written.
        """
        head = _head()
        if self._index is not None and head == _seen(self._index) and not self._encoded_since():
            return True
        with locked(self.folder, wait=wait) as mine:
            if mine:
                self._index = self._caught_up(_head())
        return mine

    def _caught_up(self, head: Seen) -> ClaimIndex:
        index = self._opened()
        if index is None or not _is_past(_seen(index)) or self._encoded_since(index):
            return self._built(head)
        if _seen(index) == head:
            return index
        events = LedgerEvent.objects.filter(kind__in=KINDS, position__gt=_seen(index)[0])
        changed = set(events.filter(position__lte=head[0]).values_list("claim", flat=True))
        if len(changed) > PIECE or len(changed) > max(1_000, len(index) * REBUILD_FROM):
            return self._built(head)
        now = texts.tracked_texts(changed)
        about = {"seen": list(head), "encoded": index.about.get("encoded", 0)}
        index.change(now.values(), changed - now.keys(), about=about)
        # Opened again, the arrays are mapped and shared, no copies of this process.
        return index.reopened()

    def _opened(self) -> ClaimIndex | None:
        """The index in the folder, or None where there is none that holds."""
        try:
            place = self.folder / (self.folder / CURRENT).read_text(encoding="utf-8")
        except OSError:
            return None
        before = self._index
        known = before if before and before.shelf and before.shelf.folder == place else None
        try:
            return self._index_in(place, before=known)
        except (OSError, ValueError) as problem:
            log.warning("The claim index is built anew: %s.", problem)
            return None

    def _built(self, head: Seen) -> ClaimIndex:
        """In a new place, as the old one may still be open here or in other processes."""
        place = self.folder / uuid.uuid4().hex
        index = self._index_in(place)
        encoded = self._last_encoding()
        claims = texts.all_tracked()
        while piece := list(islice(claims, PIECE)):
            index.put(piece)
        index.change((), (), about={"seen": list(head), "encoded": encoded})
        self._point_to(place)
        return index.reopened()

    def _index_in(self, place: Path, before: ClaimIndex | None = None) -> ClaimIndex:
        stored = StoredVectors(self._encoder) if self._encoder else None
        return ClaimIndex(place, encoder=self._encoder, claims_by=stored, before=before)

    def _point_to(self, place: Path) -> None:
        half = self.folder / f"{CURRENT}.half"
        half.write_text(place.name, encoding="utf-8")
        half.replace(self.folder / CURRENT)
        for other in self.folder.iterdir():
            if other.is_dir() and other != place:
                # What is open stays readable until it is closed.
                shutil.rmtree(other, ignore_errors=True)

    def _encoded_since(self, opened: ClaimIndex | None = None) -> bool:
        """Whether vectors have come that the index was built without."""
        index = opened or self._index
        if index is None or not index.unencoded:
            return False
        return bool(index.about.get("encoded", 0) != self._last_encoding())

    def _last_encoding(self) -> int:
        """The last long job that made vectors by this encoder, or 0."""
        if self._encoder is None:
            return 0
        done = LongJob.objects.of(EMBEDDING, [subject_of(self._encoder.model_id)])
        last = done.exclude(finished_at=None).order_by("-pk").first()
        return last.pk if last else 0


@cache
def of_this_process() -> Replica:
    """The one replica that a process keeps; call `catch_up` before each use."""
    return Replica(_folder(), encoder=encoder_of_this_process())


def _folder() -> Path:
    """Of this database alone: two newsrooms on one machine never share an index."""
    named = connection.settings_dict
    place = "|".join(str(named[part]) for part in ("ENGINE", "HOST", "PORT", "NAME"))
    return Path(settings.INDEX_DIR) / hashlib.sha256(place.encode()).hexdigest()[:16]


def subject_of(model: str) -> str:
    """The subject of the long jobs of one encoder."""
    return f"claims.encoder:{model}"[:80]


def _head() -> Seen:
    last = LedgerEvent.objects.filter(kind__in=KINDS).order_by("-position").first()
    return (last.position, last.hash) if last else NOTHING


def _seen(index: ClaimIndex) -> Seen:
    position, digest = index.about.get("seen", NOTHING)
    return int(position), str(digest)


def _is_past(seen: Seen) -> bool:
    """Whether the ledger still has the event up to which an index was built."""
    position, digest = seen
    return LedgerEvent.objects.filter(position=position, hash=digest).exists()


@contextmanager
def locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the folder's lock, which the kernel lets go of however the process ends.

    Without `wait` the answer may be False. Raises ImproperlyConfigured for a folder of no use.
    """
    with _lock_file(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _lock_file(folder: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "lock").open("wb")
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The claim index cannot be kept in {folder}: {problem.strerror}."
            " Name a folder in INDEX_DIR that the workers may write."
        ) from problem
