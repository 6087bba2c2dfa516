"""The lives of feeds, versions and articles, as tables. Pure."""

from enum import StrEnum


class OutletKind(StrEnum):
    """What sort of house an outlet is."""

    NEWSROOM = "newsroom"
    WIRE = "wire"
    OFFICIAL = "official"
    PARTY = "party"
    SOCIAL = "social"


class CaptureState(StrEnum):
    """What we could read of a version."""

    OK = "ok"
    NO_TEXT = "no_text"
    BINARY = "binary"
    PDF = "pdf"
    TOO_DEEP = "too_deep"
    UNPARSEABLE = "unparseable"


class NoticeKind(StrEnum):
    """What an outlet, or the web, said of an article afterwards."""

    GONE = "gone"
    RETRACTED = "retracted"
    CORRECTED = "corrected"


class SourceEventKind(StrEnum):
    """What the log of sources tells its followers."""

    CAPTURED = "captured"
    NOTICED = "noticed"
    GROUPED = "grouped"
