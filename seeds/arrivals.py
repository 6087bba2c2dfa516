"""The articles in the order in which they come in, and what a checker decides of each passage."""

from typing import Final

from claims.facts import OriginKind, Stance
from seeds.filings import VIA, WITKOFF, ZELENSKYY
from seeds.script import Arrival, Call, aug

FIRST: Final = Arrival(aug(12, 12), "herald-signal")
COPY: Final = Arrival(aug(12, 13, 30), "courier-signal")
BRIEFING: Final = Arrival(
    aug(12, 15, 40),
    "wire-briefing",
    (
        Call("S1", "in the room", Stance.SUPPORTS, OriginKind.FIRSTHAND),
        Call(
            "S2", "in the room", Stance.SUPPORTS, OriginKind.SPEAKER, root=ZELENSKYY, directly=True
        ),
        Call("S3", "in the room", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
)
EUROPEAN: Final = Arrival(
    aug(13, 6),
    "post-european",
    (
        Call(
            "S2",
            "European official",
            Stance.SUPPORTS,
            OriginKind.UNNAMED,
            root="European leaders",
        ),
        Call(
            "S3",
            "European official",
            Stance.SUPPORTS,
            OriginKind.SPEAKER,
            root="Russia",
            via=(WITKOFF, "a European official"),
        ),
    ),
)
MINISTRY: Final = Arrival(
    aug(13, 10, 30),
    "wire-ministry",
    (
        Call(
            "S3",
            "has not changed",
            Stance.DENIES,
            OriginKind.SPEAKER,
            root="Russian foreign ministry",
            directly=True,
        ),
    ),
)
VIRTUAL: Final = Arrival(
    aug(13, 14, 20),
    "post-virtual",
    (Call("S5", "virtual meeting", Stance.SUPPORTS, OriginKind.FIRSTHAND),),
)
TRANSCRIPT: Final = Arrival(
    aug(14, 9),
    "record-transcript",
    (
        Call("S1", "In it Zelenskyy", Stance.SUPPORTS, OriginKind.RECORD),
        Call(
            "S2",
            "In it Zelenskyy",
            Stance.SUPPORTS,
            OriginKind.SPEAKER,
            root=ZELENSKYY,
            directly=True,
        ),
        Call("S3", "In it Zelenskyy", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
)
KREMLIN: Final = Arrival(
    aug(14, 10),
    "record-kremlin-march",
    (
        Call(
            "S4",
            "additional signals",
            Stance.DENIES,
            OriginKind.RECORD,
            root="Russia",
            by_hand=True,
        ),
    ),
)
READOUT: Final = Arrival(
    aug(14, 10, 20),
    "record-readout-march",
    (
        Call(
            "S4",
            "first step toward a ceasefire",
            Stance.DENIES,
            OriginKind.RECORD,
            root="White House",
            by_hand=True,
        ),
    ),
)
SUMMIT: Final = Arrival(
    aug(16, 5),
    "herald-summit",
    (
        Call("S6", "met on Friday", Stance.SUPPORTS, OriginKind.FIRSTHAND),
        Call("S3", "no ceasefire", Stance.UNCLEAR, OriginKind.FIRSTHAND, later=True),
    ),
)
EDIT: Final = Arrival(aug(16, 10), "herald-signal-edited", edit=True)
RELAYED: Final = Arrival(
    aug(16, 15),
    "post-relayed",
    (Call("S3", "passed the posts on", Stance.REPEATS, OriginKind.NONE, later=True),),
)
WASHINGTON: Final = Arrival(
    aug(18, 20, 30),
    "herald-washington",
    (Call("S8", "without Putin", Stance.DENIES, OriginKind.FIRSTHAND),),
)
MINISTER: Final = Arrival(
    aug(22, 16),
    "wire-lavrov",
    (
        Call(
            "S7",
            "is planned",
            Stance.DENIES,
            OriginKind.SPEAKER,
            root="Sergey Lavrov",
            directly=True,
            by_hand=True,
        ),
    ),
)
