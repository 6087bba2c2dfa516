"""What `claims.standing` answers: a status, the origins that it counted, and why in reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims import codec
from claims.codec import Json, JsonObject
from claims.facts import OriginKind, Stance, Status


class ReasonCode(StrEnum):
    """Why a claim stands where it does; `claims.wording` has the sentence of each."""

    # what the evidence says
    NO_ORIGIN = "no_origin"
    ONE_ORIGIN = "one_origin"
    ONLY_INTERESTED = "only_interested"
    SUPPORT = "support"
    DENY = "deny"
    OWN_ORIGIN = "own_origin"
    TWO_VOICES = "two_voices"
    INTERESTED_DENIAL = "interested_denial"
    # what is printed and does not count
    REPEATED = "repeated"
    UNNAMED_ALONE = "unnamed_alone"
    LATER = "later"
    STOPPED = "stopped"
    NOT_COUNTED = "not_counted"
    WAITING = "waiting"
    # dates
    OPEN_ENDED = "open_ended"
    AWAITING = "awaiting"
    CONDITION = "condition"
    DATE_PASSED = "date_passed"
    CONDITION_MET = "condition_met"
    OUTCOME = "outcome"
    LOOK_AGAIN = "look_again"
    LOOK_AGAIN_NOW = "look_again_now"
    # what would change it
    WOULD_CHANGE = "would_change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent origin on one side; `key` names both and whether it was heard directly.

    `directly` is true of a record, of an outlet's own reporting, and of a speaker heard on the
    record. Two standings that share a key share that counted origin. `via` is the relay of its
    earliest passage, empty where it was heard directly.
    """

    key: str
    principal: str  # a principal's key, an owner's, or "unnamed:…": whoever it is, on either side
    name: str
    via: tuple[str, ...]
    side: Stance  # supports or denies
    directly: bool
    interested: bool
    kind: OriginKind
    passages: tuple[int, ...]  # appearance ids
    articles: int
    stories: int
    since: datetime

    def to_json(self) -> JsonObject:
        """Every field by its name."""
        return {
            "key": self.key,
            "principal": self.principal,
            "name": self.name,
            "via": [*self.via],
            "side": self.side.value,
            "directly": self.directly,
            "interested": self.interested,
            "kind": self.kind.value,
            "passages": [*self.passages],
            "articles": self.articles,
            "stories": self.stories,
            "since": codec.written(self.since),
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> "Origin":
        """The origin that `to_json` wrote."""
        return cls(
            key=codec.text(data, "key"),
            principal=codec.text(data, "principal"),
            name=codec.text(data, "name"),
            via=codec.texts(data, "via"),
            side=Stance(codec.text(data, "side")),
            directly=codec.yes(data, "directly"),
            interested=codec.yes(data, "interested"),
            kind=OriginKind(codec.text(data, "kind")),
            passages=codec.numbers(data, "passages"),
            articles=codec.number(data, "articles"),
            stories=codec.number(data, "stories"),
            since=codec.moment(data, "since"),
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a status rests on: a code, what its sentence needs, and the passages."""

    code: ReasonCode
    params: Mapping[str, Json]
    appearances: tuple[int, ...] = ()

    def to_json(self) -> JsonObject:
        """Every field by its name."""
        return {
            "code": self.code.value,
            "params": dict(self.params),
            "appearances": [*self.appearances],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> "Reason":
        """The reason that `to_json` wrote."""
        code = ReasonCode(codec.text(data, "code"))
        return cls(code, codec.mapping(data["params"]), codec.numbers(data, "appearances"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands, why, and when time alone could change the answer."""

    status: Status
    origins: tuple[Origin, ...]
    reasons: tuple[Reason, ...]
    next_look: datetime | None
    engine: str

    def to_json(self) -> JsonObject:
        """Every field by its name."""
        return {
            "status": self.status.value,
            "origins": [origin.to_json() for origin in self.origins],
            "reasons": [reason.to_json() for reason in self.reasons],
            "next_look": codec.written(self.next_look),
            "engine": self.engine,
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> "Standing":
        """The standing that `to_json` wrote."""
        origins = codec.array(data, "origins")
        reasons = codec.array(data, "reasons")
        return cls(
            status=Status(codec.text(data, "status")),
            origins=tuple(Origin.from_json(codec.mapping(row)) for row in origins),
            reasons=tuple(Reason.from_json(codec.mapping(row)) for row in reasons),
            next_look=codec.moment_or_none(data, "next_look"),
            engine=codec.text(data, "engine"),
        )
