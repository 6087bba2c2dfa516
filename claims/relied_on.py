"""Which passages of a claim something else points at, in whichever room: those are never folded."""

from typing import Final

from django.db.models import ManyToOneRel

from claims.models import Appearance, Claim

# A decision is on a passage's words, which every fold keeps.
_BY_WORDS: Final = "claims.AppearanceDecision"


def relied_on(claim: Claim) -> frozenset[int]:
    """Appearances of the claim that an outcome, a verdict or an edition names; a query for each."""
    found: set[int] = set()
    for relation in Appearance._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.field.model._meta.label != _BY_WORDS:
            field = relation.field
            rows = field.model._base_manager.filter(**{f"{field.name}__claim": claim})
            found.update(rows.values_list(field.attname, flat=True))
    return frozenset(found)
