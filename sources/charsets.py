"""Bytes into text: which encoding it is, and which characters we keep."""

import codecs
import re
import unicodedata
from typing import Final

from charset_normalizer import from_bytes

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the labels mean on the web (WHATWG Encoding, §4.2), not what they say.
_WIDER: Final = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "windows-1254",
    "tis-620": "windows-874",
}
# Python codecs that no page is written in; some are not even text.
_NO_CHARSET: Final = re.compile(
    r"base64|bz2|hex|idna|mbcs|oem|punycode|quopri|rot13|undefined|uu|zlib|utf-7|(raw-)?unicode-escape"
)
_IN_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE: Final = re.compile(
    rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})|"
    rb"<\?xml[^<>]{0,100}encoding=[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DROPPED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd-\uffff]")
_GUESS_FROM: Final = 100_000
# One odd character in so many is bearable, where the encoding is known and where it is a guess.
_KNOWN: Final = 20
_GUESSED: Final = 500


class UnknownEncoding(ValueError):
    """The bytes are text in no encoding we can tell."""

    def __init__(self) -> None:
        super().__init__("The text's encoding could not be recognised. Save it as UTF-8.")


def decode(body: bytes, *, content_type: str = "", markup: bool = False) -> str:
    """The text: by its byte order mark, as UTF-8, as declared, or by its letter statistics.

    `markup`: a <meta charset> or XML prolog counts as a declaration. A few broken bytes in a known
    encoding become U+FFFD. Raises `UnknownEncoding`.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _marked(body, encoding).removeprefix("\ufeff")
    declared = _declared(body, content_type, markup=markup)
    # Text that is valid UTF-8 beyond ASCII is UTF-8, whatever is claimed; zero bytes and escape
    # sequences speak for one of the few other encodings that look valid too.
    for encoding in ("utf-8", declared) if not re.search(rb"[\0\x1b]", body) else (declared,):
        if (text := _strictly(body, encoding)) is not None:
            return text
    text = body.decode(declared or "utf-8", errors="replace")
    if _is_plausible(text, one_in=_KNOWN if declared else _GUESSED):
        return text
    return _guessed(body)


def clean(text: str) -> str:
    """NFC, line ends as \\n, no control characters, no NUL.

    >>> clean("a\\r\\nb\\x00\\x01c e\\u0301")
    'a\\nbc é'
    """
    return unicodedata.normalize("NFC", _DROPPED.sub("", _LINE_END.sub("\n", text)))


def _declared(body: bytes, content_type: str, *, markup: bool) -> str:
    label = found[1] if (found := _IN_HEADER.search(content_type)) else ""
    if not label and markup and (inside := _IN_PAGE.search(body[:2048])):
        label = (inside[1] or inside[2]).decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    return "" if _NO_CHARSET.fullmatch(name) else _WIDER.get(name, name)


def _marked(body: bytes, encoding: str) -> str:
    """What a byte order mark says: units of 16 and 32 bits hold throughout, or it was no mark."""
    text = body.decode(encoding, errors="replace")
    broken = "\ufffd" in text and encoding != "utf-8-sig" and _strictly(body, encoding) is None
    if broken or not _is_plausible(text, one_in=_KNOWN):
        raise UnknownEncoding
    return text


def _is_plausible(text: str, *, one_in: int) -> bool:
    """Whether a text of people may hold so many broken and control characters, and no NUL."""
    return "\0" not in text and len(_ODD.findall(text)) <= len(text) // one_in


def _strictly(body: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(body: bytes) -> str:
    best = from_bytes(body[:_GUESS_FROM]).best()
    text = body.decode(best.encoding, errors="replace") if best else ""
    if not text or not _is_plausible(text, one_in=_GUESSED):
        raise UnknownEncoding
    return text
