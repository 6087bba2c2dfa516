"""The claim, who says it, where it is met, where it stands, and its ledger."""

from claims.models.appearance import Appearance, AppearanceDecision
from claims.models.claim import Claim, ClaimLink, ClaimParty
from claims.models.ledger import LedgerEvent, LedgerText
from claims.models.outlet import Counting, Mouthpiece
from claims.models.speaker import Principal, Speaker, SpeakerAlias
from claims.models.statement import Attribution, Reading, Statement
from claims.models.status import ConditionMet, Outcome, OutcomeSecond, RecheckTrigger, StatusCheck
from claims.models.texts import PublishedText, TextVector
from claims.models.threshold import Threshold

__all__ = [
    "Appearance",
    "AppearanceDecision",
    "Attribution",
    "Claim",
    "ClaimLink",
    "ClaimParty",
    "ConditionMet",
    "Counting",
    "LedgerEvent",
    "LedgerText",
    "Mouthpiece",
    "Outcome",
    "OutcomeSecond",
    "Principal",
    "PublishedText",
    "Reading",
    "RecheckTrigger",
    "Speaker",
    "SpeakerAlias",
    "Statement",
    "StatusCheck",
    "TextVector",
    "Threshold",
]
