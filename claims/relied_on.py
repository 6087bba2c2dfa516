"""Which passages of a claim something else points at, in whichever room: those are never folded."""

from typing import Final

from django.db.models import ManyToOneRel, Q

from claims.models import Appearance, Claim

# A decision is on a passage's words, which every fold keeps.
_BY_WORDS: Final = "claims.AppearanceDecision"


def relied_on(claim: Claim) -> frozenset[int]:
    """Appearances that an outcome, a verdict or an edition names; a query for each.

    Of the claim and of those merged into it.
    """
    found: set[int] = set()
    for relation in Appearance._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.field.model._meta.label != _BY_WORDS:
            field = relation.field
            own, merged = f"{field.name}__claim", f"{field.name}__claim__merged_into"
            rows = field.model._base_manager.filter(Q(**{own: claim}) | Q(**{merged: claim}))
            found.update(rows.values_list(field.attname, flat=True))
    return frozenset(found)
