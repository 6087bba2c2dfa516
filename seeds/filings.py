"""The eight claims that the newsroom files from the first article, and which says which."""

from datetime import date
from typing import Final

from claims.facts import ClaimKind, OriginKind, Stance
from seeds.script import Call, Filing

ZELENSKYY: Final = "Volodymyr Zelenskyy"
WITKOFF: Final = "Steve Witkoff"
VIA: Final = (WITKOFF, ZELENSKYY)

FILINGS: Final = (
    Filing(
        code="S1",
        words="Zelenskyy said that Witkoff signalled that Russia is ready for a first step "
        "toward a ceasefire",
        kind=ClaimKind.SAID,
        founded_on="a first step toward a ceasefire",
        claimant=ZELENSKYY,
        call=Call("S1", "first step", Stance.SUPPORTS, OriginKind.FIRSTHAND),
    ),
    Filing(
        code="S2",
        words="Witkoff told Zelenskyy and European leaders on a call that Russia is ready for "
        "a first step toward a ceasefire",
        kind=ClaimKind.SAID,
        founded_on="a first step toward a ceasefire",
        # Witkoff was not heard: only Zelenskyy, who tells what he said.
        claimant=ZELENSKYY,
        alleged_source=WITKOFF,
        call=Call(
            "S2", "first step", Stance.SUPPORTS, OriginKind.SPEAKER, root=ZELENSKYY, directly=True
        ),
    ),
    Filing(
        code="S3",
        words="Russia is ready for a first step toward a ceasefire",
        kind=ClaimKind.POSITION,
        founded_on="a first step toward a ceasefire",
        claimant=ZELENSKYY,
        alleged_source="Russia",
        holder="Russia",
        call=Call("S3", "first step", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
    Filing(
        code="S4",
        words="The signal that Witkoff passed on is the first such signal from Russia",
        kind=ClaimKind.FACT,
        founded_on="first such signal",
        claimant=ZELENSKYY,
        call=Call(
            "S4",
            "first such signal",
            Stance.SUPPORTS,
            OriginKind.SPEAKER,
            root=ZELENSKYY,
            directly=True,
        ),
    ),
    Filing(
        code="S5",
        words="Trump, Zelenskyy and European leaders hold a virtual meeting on Wednesday 13 August",
        kind=ClaimKind.PREDICTION,
        founded_on="virtual meeting",
        due_on=date(2025, 8, 13),
        due_zone="Europe/Berlin",
        criterion="All of them are connected before that Wednesday ends in Berlin.",
        call=Call("S5", "virtual meeting", Stance.REPEATS, OriginKind.NONE),
    ),
    Filing(
        code="S6",
        words="Trump and Putin meet at Joint Base Elmendorf-Richardson in Alaska "
        "on Friday 15 August",
        kind=ClaimKind.PREDICTION,
        founded_on="Joint Base Elmendorf-Richardson",
        due_on=date(2025, 8, 15),
        due_zone="America/Anchorage",
        criterion="Both are there in person before that Friday ends in Alaska.",
        call=Call("S6", "Elmendorf", Stance.REPEATS, OriginKind.NONE),
    ),
    Filing(
        code="S7",
        words="A three-way meeting of Trump, Putin and Zelenskyy takes place, "
        "as early as next week",
        kind=ClaimKind.PLAN,
        founded_on="three-way meeting",
        earliest=date(2025, 8, 18),
        look_again_on=date(2025, 8, 25),
        criterion="All three meet in person.",
        call=Call("S7", "three-way", Stance.REPEATS, OriginKind.NONE),
    ),
    Filing(
        code="S8",
        words="The next meeting after Alaska is with Zelenskyy and Putin",
        kind=ClaimKind.PREDICTION,
        founded_on="next meeting",
        claimant="Donald Trump",
        condition="the next meeting after Alaska",
        criterion="Zelenskyy and Putin both take part in person, with or without Trump.",
        call=Call(
            "S8",
            "next meeting",
            Stance.SUPPORTS,
            OriginKind.SPEAKER,
            root="Donald Trump",
            directly=True,
        ),
    ),
)
# That somebody said it, and what was said, are two claims: the first says the second.
SAYS: Final = (("S1", "S2"), ("S2", "S3"))
