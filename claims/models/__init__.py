"""The claim, who says it, where it is met, where it stands, and its ledger."""

from claims.models.appearance import Appearance, AppearanceDecision
from claims.models.claim import Claim, ClaimLink, ClaimParty
from claims.models.ledger import LedgerEvent, LedgerText
from claims.models.speaker import Principal, Speaker, SpeakerAlias
from claims.models.statement import Attribution, Reading, Statement
from claims.models.status import Outcome, OutcomeSecond, RecheckTrigger, StatusCheck

__all__ = [
    "Appearance",
    "AppearanceDecision",
    "Attribution",
    "Claim",
    "ClaimLink",
    "ClaimParty",
    "LedgerEvent",
    "LedgerText",
    "Outcome",
    "OutcomeSecond",
    "Principal",
    "Reading",
    "RecheckTrigger",
    "Speaker",
    "SpeakerAlias",
    "Statement",
    "StatusCheck",
]
