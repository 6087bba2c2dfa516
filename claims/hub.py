"""Sentence encoders from a model hub: fetched once by a person's command, never by a worker."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from claims.errors import Objection
from sources.transport import Terms, fetch

HUB: Final = "https://huggingface.co"
# What an encoder's folder holds: its shape, its weights, its word pieces.
FILES: Final = ("config.json", "tokenizer.json", "model.safetensors")
# The largest encoder that a processor runs in time is well below this.
MAX_BYTES: Final = 2_000_000_000
DEADLINE_S: Final = 1_800.0
_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")


@dataclass(frozen=True, slots=True)
class Hub:
    """Where models are fetched from, and which state of them."""

    address: str = HUB
    revision: str = "main"


def folder_of(named: str) -> Path:
    """The folder that SENTENCE_ENCODER names: a path, or where a hub's model was put.

    >>> folder_of("/srv/encoder")
    PosixPath('/srv/encoder')
    """
    if _ID.fullmatch(named) and not Path(named).is_dir():
        return Path(settings.INDEX_DIR) / "encoders" / named.replace("/", "--")
    return Path(named)


def missing_files(named: str) -> list[str]:
    """Which of an encoder's files are not in the folder that SENTENCE_ENCODER names."""
    return [name for name in FILES if not (folder_of(named) / name).is_file()]


def fetch_encoder(named: str, *, terms: Terms, hub: Hub) -> Path:
    """Fetch a BERT sentence encoder into its folder; one that is there is fetched again.

    Raises Objection for what is no id or no such encoder, and FetchError where no answer came.
    """
    if not _ID.fullmatch(named):
        raise Objection(f"{named!r} is no id of a model. It looks like organisation/name.")
    place = folder_of(named)
    half = place.with_name(f"{place.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        for name in FILES:
            url = f"{hub.address}/{named}/resolve/{hub.revision}/{name}"
            (half / name).write_bytes(fetch(url, terms=terms).body)
            if name == "config.json":
                _check(half / name)
        shutil.rmtree(place, ignore_errors=True)
        half.rename(place)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return place


def _check(path: Path) -> None:
    try:
        kind = json.loads(path.read_text(encoding="utf-8")).get("model_type")
    except (ValueError, AttributeError) as problem:
        raise Objection("Its config.json is not that of a model.") from problem
    if kind != "bert":
        raise Objection(f"It is a {kind} model; only BERT encoders can be run.")
