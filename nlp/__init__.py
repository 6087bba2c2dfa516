"""Reads news: who said what, which claims a text touches, what differs. Usable alone."""

from typing import Final

# Stands on every result, so that a stored one can be told from what a later engine would say.
ENGINE: Final = "rules-2"
