"""Which claims cannot be judged before the archive was searched: those of a first. Pure.

Rules of meaning, section 3: always for first, never, record and since.
"""

import re
from typing import Final

_OF_A_FIRST: Final = re.compile(
    r"\b(?:first|firsts|never|record|records|since|unprecedented|all-time)\b", re.IGNORECASE
)
# The same words where they claim nothing of the past.
_IDIOMS: Final = re.compile(
    r"\b(?:a first step|first steps|at first|first of all|first[ -]hand"
    r"|first (?:lady|minister|aid|names?|responders?)"
    r"|(?:on|off|for) the record|(?:track|criminal|medical) records?|record[ -]keep\w+)\b",
    re.IGNORECASE,
)


def speaks_of_a_first(statement: str) -> bool:
    """Whether an English statement says first, never, record or since.

    Rather once too often than once too rarely: what it costs is one note.

    >>> speaks_of_a_first("It is the first such signal."), speaks_of_a_first("It never rained.")
    (True, True)
    >>> speaks_of_a_first("Russia is ready for a first step toward a ceasefire.")
    False
    """
    return bool(_OF_A_FIRST.search(_IDIOMS.sub(" ", statement)))
