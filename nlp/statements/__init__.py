"""Who said what, via whom, when, and when it can be checked."""

from nlp.statements.reading import read

__all__ = ["read"]
