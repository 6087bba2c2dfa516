"""The words that a text gives in quotation marks, which others are likely to repeat as they are."""

import re
from typing import Final

# Single marks are left out: they cannot be told from apostrophes.
_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,300})[\"“”„«»]")


def quoted(text: str) -> str:
    """What stands in quotation marks, one after another.

    >>> quoted('He called it "a first step", then "nothing".')
    'a first step . nothing'
    """
    return " . ".join(found[1].strip() for found in _QUOTED.finditer(text))
