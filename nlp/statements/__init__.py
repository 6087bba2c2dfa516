"""Who said what, via whom, when, and when it can be checked."""

from nlp.statements.annotated import attributions
from nlp.statements.groups import grouped
from nlp.statements.reading import read

__all__ = ["attributions", "grouped", "read"]
