"""The verdicts of the seed story, as its checkers write them."""

from typing import Final

from seeds.script import Written

UNPROVEN: Final = Written(
    "Unproven",
    "One signal, passed on by others, is all there is so far.",
    "Every account goes back to one call. Russia itself has not been heard on it.",
)
CONTEXT: Final = Written(
    "Missing context",
    "A signal was passed on; Russia's own ministry says that nothing has changed.",
    "What was relayed from the call stands against the holder's own word, heard directly on "
    "13 August: the position is unchanged since June 2024.",
)
AFTER_THE_EDIT: Final = Written(
    "Missing context",
    "The edited report takes nothing away: other accounts of the call remain.",
    "Two other outlets and a transcript still carry what was relayed, and the ministry's word is "
    "unchanged.",
)
NOT_KNOWN_TO_BE_FIRST: Final = Written(
    "Unproven",
    "Only Zelenskyy says that it is the first; we know of nothing earlier so far.",
    "Our own archive begins with this story. Older public records have not been gone through.",
)
NOT_THE_FIRST: Final = Written(
    "Mostly false",
    "Russia had sent signals through Witkoff before, in March 2025, by two public records.",
    "The Kremlin spoke of additional signals through Witkoff in the middle of March 2025, and the "
    "White House readout of 18 March tells of a first step that was agreed.",
)
