"""From the bytes of a page to the text, title and dates of an article. Fetches nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sources import sandbox
from sources.nesting import Markup
from sources.sandbox import Json, Limits, Unparseable
from sources.states import CaptureState

MAX_BYTES: Final = 10_000_000
LIMITS: Final = Limits(cpu_s=5)
_LEAST_LETTERS: Final = 20

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, sound or film"),
    (b"ID3", "sound"),
    (b"OggS", "sound or film"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an office document"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_MEDIA: Final = re.compile(r"(image|audio|video|font)/|application/(zip|gzip|msword|vnd\.)")
_WIDE: Final = re.compile(rb"\xff\xfe|\xfe\xff|\x00\x00\xfe\xff")
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"<(!doctype\s+html|html|head|body|main|article|section|title|meta|div|p|h1)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an article's bytes gave.

    `text` is NFC, with \\n between paragraphs; empty unless `state` is OK. `published` and
    `modified` are UTC, as the page states them, None where it does not. `reason` is one sentence
    for people, empty when all is well.
    """

    title: str = ""
    byline: str = ""
    text: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    state: CaptureState = CaptureState.OK
    reason: str = ""


def extract(body: bytes, *, url: str, content_type: str, limits: Limits = LIMITS) -> Extracted:
    """Read a page or plain text; never raises for what the bytes are: the state says it.

    `content_type` as the server sent it, or "" to look at the bytes alone; `url` may be "".
    """
    if refused := _at_a_glance(body, content_type.lower()):
        return refused
    markup = _markup(body, content_type.lower())
    try:
        found = sandbox.run(
            "sources.parse_article" if markup else "sources.parse_text",
            body,
            markup=markup,
            options={"url": url, "content_type": content_type},
            limits=limits,
        )
    except Unparseable as error:
        too_deep = error.reason == "too_deep"
        return _refused(CaptureState.TOO_DEEP if too_deep else CaptureState.UNPARSEABLE, str(error))
    return _as_extracted(found, least=_LEAST_LETTERS if markup else 1)


def _at_a_glance(body: bytes, content_type: str) -> Extracted | None:
    """What needs no parser to be refused."""
    if not body.strip():
        return _refused(CaptureState.NO_TEXT, "There is nothing in it: it is empty.")
    if body[:1024].lstrip().startswith(b"%PDF-") or "application/pdf" in content_type:
        return _refused(CaptureState.PDF, "It is a PDF, which is not read yet. Paste its text.")
    if what := _binary(body, content_type):
        return _refused(CaptureState.BINARY, f"It is {what}, not text. Give an article.")
    if len(body) > MAX_BYTES:
        return _refused(
            CaptureState.UNPARSEABLE,
            f"It has {len(body):,} bytes; at most {MAX_BYTES:,} are read. Give one article.",
        )
    return None


def _binary(body: bytes, content_type: str) -> str:
    for magic, what in _MAGIC:
        if body.startswith(magic):
            return what
    if body[4:8] == b"ftyp":
        return "a film"
    if b"\0" in body[:4096] and not _WIDE.match(body) and "utf-16" not in content_type:
        return "binary data"
    return "an image, sound, film or document" if _MEDIA.match(content_type) else ""


def _markup(body: bytes, content_type: str) -> Markup | None:
    if content_type.startswith("text/plain"):
        return None
    start = body[:4096].replace(b"\0", b"")
    return "html" if "html" in content_type or _LOOKS_LIKE_HTML.search(start) else None


def _as_extracted(found: Mapping[str, Json], *, least: int) -> Extracted:
    if refused := _string(found, "refused"):
        return _refused(CaptureState.UNPARSEABLE, refused)
    text = _string(found, "text")
    readable = sum(map(str.isalnum, text[:10_000])) >= least
    return Extracted(
        title=_string(found, "title"),
        byline=_string(found, "byline"),
        text=text if readable else "",
        published=_instant(found, "published"),
        modified=_instant(found, "modified"),
        language=_string(found, "language"),
        state=CaptureState.OK if readable else CaptureState.NO_TEXT,
        reason="" if readable else "No article text was found in it. Paste the text.",
    )


def _refused(state: CaptureState, reason: str) -> Extracted:
    return Extracted(state=state, reason=reason)


def _string(found: Mapping[str, Json], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _instant(found: Mapping[str, Json], name: str) -> datetime | None:
    return datetime.fromisoformat(_string(found, name)) if _string(found, name) else None
