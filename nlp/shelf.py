"""Keeps an index in a folder: arrays that only grow, mapped for reading, each checked by its sum.

A folder with the mark of a change in it was left in the middle of one, and a file whose sum is
wrong was damaged: neither is read, and whoever keeps the index builds it anew. One writer at a
time; who keeps the index sees to that.
"""

import json
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Another layout of the arrays is another number: an older folder is built anew.
LAYOUT: Final = 4
# The words of the index, one a line, in the order of their numbers.
WORDS: Final = "words.txt"
_MARK: Final = "changing"
_ABOUT: Final = "about.json"
_PIECE: Final = 1 << 22

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds: bytes, their sum, and as an array its type and shape."""

    size: int
    crc: int
    dtype: str = ""
    shape: tuple[int, ...] = ()


class Shelf:
    """One folder, and what was last seen in it."""

    def __init__(self, folder: Path, *, before: "Shelf | None" = None) -> None:
        """Name the folder; nothing is read yet. What was checked `before` is not checked again."""
        self.folder = folder
        self.about: Mapping[str, Any] = {}
        self._grown: dict[str, Kept] = dict(before._grown) if before else {}  # noqa: SLF001  (its own kind)
        self._seen = ""

    @property
    def is_new(self) -> bool:
        """Whether nothing was kept there yet, nor begun."""
        with suppress(OSError):
            return not any(self.folder.iterdir())
        return True

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed the folder since it was read or kept through this shelf."""
        try:
            return bool(self._now()["change"] != self._seen)
        except ValueError:
            return True

    def begin(self) -> None:
        """Mark the folder as being changed. Raises ValueError if somebody else changed it."""
        if self._seen and self.is_stale:
            raise ValueError(f"{self.folder}: changed by another process; open it again")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / _MARK).touch()

    def keep(
        self,
        arrays: tuple[Arrays, Arrays],
        words: Sequence[str],
        others: Iterable[Path],
        about: Mapping[str, object],
    ) -> None:
        """Write the arrays that only grew and those that changed, then take the mark away.

        `words` are those that are new; `others` are files in the folder that another engine wrote.
        """
        growing, changing = arrays
        for name, values in growing.items():
            self._grown[name] = self._longer(name, values)
        if words:
            lines = "".join(f"{word}\n" for word in words).encode()
            self._grown[WORDS] = self._appended(WORDS, lines)
        small = {name: self._anew(name, values) for name, values in changing.items()}
        named = {str(path.relative_to(self.folder)): _summed(path) for path in others}
        self._tell({**about, "grown": self._grown, "small": small, "others": named})
        (self.folder / _MARK).unlink(missing_ok=True)

    def read(self) -> tuple[dict[str, NDArray[Any]], list[str]]:
        """The arrays, mapped read-only, and the words that are new since they were last read.

        Every byte is summed at the first reading; at the next, what was added. Raises ValueError.
        """
        if (self.folder / _MARK).exists():
            raise ValueError(f"{self.folder}: left in the middle of a change")
        about = self._now()
        before = self._grown
        grown, small, others = (_kept(about[name]) for name in ("grown", "small", "others"))
        for name, kept in (grown | small | others).items():
            self._check(name, kept, before.get(name))
        words = self._words(before.get(WORDS), grown.get(WORDS))
        arrays = {
            name: _mapped(self.folder / name, kept)
            for name, kept in (grown | small).items()
            if name != WORDS
        }
        self._grown, self._seen, self.about = grown, about["change"], about
        return arrays, words

    def _longer(self, name: str, values: NDArray[Any]) -> Kept:
        before = self._grown.get(name)
        tail = values[before.shape[0] if before else 0 :]
        kept = self._appended(name, np.ascontiguousarray(tail).tobytes())
        return Kept(kept.size, kept.crc, values.dtype.str, values.shape)

    def _appended(self, name: str, data: bytes) -> Kept:
        before = self._grown.get(name, Kept(0, 0))
        with (self.folder / name).open("ab") as file:
            # What a writer that was killed had added is not ours.
            file.truncate(before.size)
            file.write(data)
        return Kept(before.size + len(data), zlib.crc32(data, before.crc))

    def _anew(self, name: str, values: NDArray[Any]) -> Kept:
        data = np.ascontiguousarray(values).tobytes()
        half = self.folder / f"{name}.half"
        half.write_bytes(data)
        # By rename: a process that has the old file mapped keeps reading the old one.
        half.replace(self.folder / name)
        return Kept(len(data), zlib.crc32(data), values.dtype.str, values.shape)

    def _tell(self, about: Mapping[str, object]) -> None:
        self._seen = uuid.uuid4().hex
        told = {**about, "layout": LAYOUT, "change": self._seen}
        half = self.folder / f"{_ABOUT}.half"
        half.write_text(json.dumps(told, default=asdict), encoding="utf-8")
        half.replace(self.folder / _ABOUT)
        self.about = told

    def _now(self) -> dict[str, Any]:
        try:
            about = json.loads((self.folder / _ABOUT).read_text(encoding="utf-8"))
            if about["layout"] != LAYOUT:
                raise ValueError(f"{self.folder}: of another engine version")
        except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{self.folder}: not a whole index ({error})") from error
        return dict(about)

    def _check(self, name: str, kept: Kept, before: Kept | None) -> None:
        known = before if before and before.size <= kept.size else Kept(0, 0)
        try:
            found = _summed(self.folder / name, known)
        except OSError as error:
            raise ValueError(f"{self.folder}: not a whole index ({error})") from error
        if (found.size, found.crc) != (kept.size, kept.crc):
            raise ValueError(f"{self.folder}: {name} is damaged")

    def _words(self, before: Kept | None, now: Kept | None) -> list[str]:
        if now is None:
            return []
        with (self.folder / WORDS).open("rb") as file:
            file.seek(before.size if before else 0)
            return file.read().decode().splitlines()


def _kept(told: Mapping[str, Mapping[str, Any]]) -> dict[str, Kept]:
    return {
        name: Kept(one["size"], one["crc"], one["dtype"], tuple(one["shape"]))
        for name, one in told.items()
    }


def _summed(path: Path, known: Kept | None = None) -> Kept:
    """Size and sum of a file; `known` are those of its beginning."""
    size, crc = (known.size, known.crc) if known else (0, 0)
    with path.open("rb") as file:
        file.seek(size)
        while piece := file.read(_PIECE):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
    return Kept(size, crc)


def _mapped(path: Path, kept: Kept) -> NDArray[Any]:
    if not kept.size:
        return np.zeros(kept.shape, dtype=np.dtype(kept.dtype))
    return np.memmap(path, dtype=np.dtype(kept.dtype), mode="r", shape=kept.shape).view(np.ndarray)
