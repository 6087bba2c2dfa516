"""Puts an index's arrays in a folder and reads them back memory-mapped, or says they are not whole.

A folder with the mark of a change in it was left in the middle of one: it is not read, and whoever
keeps the index builds it anew.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Another layout of the arrays is another number: an older folder is built anew.
LAYOUT: Final = 1
_MARK: Final = "changing"
_ABOUT: Final = "about.json"

Arrays = Mapping[str, NDArray[Any]]


def begin(folder: Path) -> None:
    """Mark the folder as being changed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


def keep(folder: Path, arrays: Arrays, about: Mapping[str, object]) -> None:
    """Write the arrays, then what they are, then take the mark away."""
    for name, values in arrays.items():
        half = folder / f"{name}.half.npy"
        np.save(half, values)
        # By rename: a process that has the old file mapped keeps reading the old one.
        half.replace(folder / f"{name}.npy")
    sizes = {name: int((folder / f"{name}.npy").stat().st_size) for name in arrays}
    half = folder / f"{_ABOUT}.half"
    half.write_text(json.dumps({**about, "layout": LAYOUT, "sizes": sizes}), encoding="utf-8")
    half.replace(folder / _ABOUT)
    (folder / _MARK).unlink(missing_ok=True)


def opened(folder: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays, mapped read-only, and what was said of them. Raises ValueError."""
    if (folder / _MARK).exists():
        raise ValueError(f"{folder}: left in the middle of a change")
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        if about["layout"] != LAYOUT:
            raise ValueError(f"{folder}: of another engine version")
        arrays = {
            name: _mapped(folder / f"{name}.npy", size) for name, size in about["sizes"].items()
        }
    except (OSError, KeyError, TypeError, EOFError) as error:
        raise ValueError(f"{folder}: not a whole index ({error})") from error
    return arrays, about


def is_new(folder: Path) -> bool:
    """Whether nothing was kept there yet, nor begun."""
    with suppress(OSError):
        return not any(folder.iterdir())
    return True


def _mapped(path: Path, size: int) -> NDArray[Any]:
    if path.stat().st_size != size:
        raise ValueError(f"{path}: {path.stat().st_size} bytes, not {size}")
    return np.asanyarray(np.load(path, mmap_mode="r", allow_pickle=False))
