"""Every reason as a sentence, for the desk and for readers, who never meet our status words.

Status speaks of evidence; a reader hears how many origins say what, and judges no verdict from
it (rules, section 6).
"""

from collections.abc import Callable, Mapping
from typing import Final

from claims import codec, phrases
from claims.codec import JsonObject
from claims.facts import OutcomeKind, Stance, Status
from claims.finding import Reason, ReasonCode, Standing

LABELS: Final[Mapping[Status, str]] = {status: status.value.capitalize() for status in Status}

OUTCOMES: Final[Mapping[OutcomeKind, str]] = {
    OutcomeKind.CAME_TRUE: "It came true",
    OutcomeKind.PARTLY: "It came true in part",
    OutcomeKind.LATE: "It came true late",
    OutcomeKind.DID_NOT: "It did not come true",
    OutcomeKind.CALLED_OFF: "It was called off",
    OutcomeKind.CONDITION_NOT_MET: "Its condition was not met",
    OutcomeKind.CANNOT_BE_TOLD: "Nobody can tell whether it came true",
}

_WAYS: Final[Mapping[str, str]] = {
    "record": "a recording, transcript or official text would corroborate it",
    "two_support": "two origins, one of them without an interest, would corroborate it",
    "another_support": "a second independent origin would corroborate it",
    "disinterested_support": "an origin without an interest would corroborate it",
    "denial": "a denial by an origin without an interest would put it in dispute",
    "another_supports": "a second origin that supports it would put it in dispute",
    "two_support_against": "two origins that support it would put it in dispute",
    "second_denial": (
        "denials by two origins, one of them without an interest, would contradict it"
    ),
    "denials_withdrawn": "it leaves dispute if no counted denial is left",
    "one_side_withdraws": "it leaves dispute only if the origins of one side no longer count",
    "condition": "it falls due when a person records that the condition occurred",
    "outcome": "an outcome recorded with evidence by two people would settle it",
}

_WAYS_FOR_READERS: Final[Mapping[str, str]] = {
    "record": "a recording, transcript or official text would settle who said it",
    "two_support": "nobody independent supports it so far",
    "another_support": "a second independent origin would change this",
    "disinterested_support": "an origin without an interest would change this",
    "denial": "a denial by an origin without an interest would change this",
    "another_supports": "a second origin that supports it would change this",
    "two_support_against": "two origins that support it would change this",
    "second_denial": "a further denial by an independent origin would change this",
    "denials_withdrawn": "so would the end of the denials",
    "one_side_withdraws": "only if the origins of one side no longer count would this change",
    "condition": "we ask for the outcome once the condition has occurred",
    "outcome": "the outcome settles it, once two people have recorded it with evidence",
}

# What concerns only those who decide about matches and dates.
_DESK_ONLY: Final = frozenset(
    {ReasonCode.WAITING, ReasonCode.NOT_COUNTED, ReasonCode.LOOK_AGAIN_NOW},
)


def unchecked(first_look: str) -> str:
    """The line of a claim that no re-check has seen; `first_look` is "in 2 minutes" or alike."""
    return f"No re-check yet; first one due {first_look}."


def sentence(reason: Reason) -> str:
    """The reason as the desk reads it."""
    if reason.code is ReasonCode.WOULD_CHANGE:
        return _ways(reason, _WAYS)
    return _SENTENCES[reason.code](dict(reason.params))


def sentences(standing: Standing) -> tuple[str, ...]:
    """All reasons of a standing as the desk reads them, in their order."""
    return tuple(sentence(reason) for reason in standing.reasons)


def for_readers(reason: Reason) -> str:
    """The reason as readers read it; empty where it concerns the desk alone."""
    if reason.code in _DESK_ONLY:
        return ""
    if reason.code is ReasonCode.WOULD_CHANGE:
        return _ways(reason, _WAYS_FOR_READERS)
    return sentence(reason)


def headline_for_readers(standing: Standing) -> str:
    """What stands in for the status word outside the newsroom: "Two origins support it"."""
    match standing.status:
        case Status.UNCHECKED:
            return "We have not looked at it yet"
        case Status.AWAITING:
            return "Its day has not come"
        case Status.DUE:
            return "Its day has come; no outcome is recorded yet"
        case Status.RESOLVED:
            return _outcome_headline(standing)
        case _:
            return _origins_headline(standing)


def _outcome_headline(standing: Standing) -> str:
    for reason in standing.reasons:
        if reason.code is ReasonCode.OUTCOME:
            return OUTCOMES[OutcomeKind(codec.text(dict(reason.params), "kind"))]
    return "Its outcome is recorded"


def _origins_headline(standing: Standing) -> str:
    sides = [origin.side for origin in standing.origins]
    support, deny = sides.count(Stance.SUPPORTS), sides.count(Stance.DENIES)
    told = (
        [f"{_origins(support)} {'supports' if support == 1 else 'support'} it"] if support else []
    )
    told += [f"{_origins(deny)} {'denies' if deny == 1 else 'deny'} it"] if deny else []
    return phrases.capital(", ".join(told) or "no origin supports it yet")


def _origins(count: int) -> str:
    return f"{phrases.number(count)} {'origin' if count == 1 else 'origins'}"


def _independent(count: int) -> str:
    noun = "origin" if count == 1 else "origins"
    return phrases.capital(f"{phrases.number(count)} independent {noun}")


def _ways(reason: Reason, words: Mapping[str, str]) -> str:
    told = [words[way] for way in codec.texts(dict(reason.params), "ways")]
    return phrases.capital("; ".join(told)) + "."


def _one_origin(params: JsonObject) -> str:
    return f"Only one independent origin carries it: {phrases.origins(params)}."


def _only_interested(params: JsonObject) -> str:
    return f"Only interested parties carry it: {phrases.origins(params)}."


def _support(params: JsonObject) -> str:
    count = phrases.how_many(params)
    verb = "supports" if count == 1 else "support"
    unopposed = ", none denies it" if codec.yes(params, "unopposed") else ""
    return f"{_independent(count)} {verb} it{unopposed}: {phrases.origins(params)}."


def _deny(params: JsonObject) -> str:
    count = phrases.how_many(params)
    verb = "denies" if count == 1 else "deny"
    return f"{_independent(count)} {verb} it: {phrases.origins(params)}."


def _own_origin(params: JsonObject) -> str:
    if not phrases.how_many(params):
        return "No origin supports it any more."
    return f"Only its own origin supports it: {phrases.origins(params)}."


def _two_voices(params: JsonObject) -> str:
    name, directly = codec.text(params, "name"), codec.text(params, "directly")
    relayed = codec.text(params, "relayed")
    other = "support" if directly == "denies" else "deny"
    return f"{name}, heard directly, {directly} it; others relay that {relayed} would {other} it."


def _interested_denial(params: JsonObject) -> str:
    return f"Denied by interested parties alone, which changes nothing: {phrases.origins(params)}."


def _passages(one: str, many: str) -> Callable[[JsonObject], str]:
    def told(params: JsonObject) -> str:
        count = codec.number(params, "passages")
        return f"{phrases.capital(phrases.number(count))} {one if count == 1 else many}."

    return told


def _awaiting(params: JsonObject) -> str:
    earliest, due = phrases.day_in(params, "earliest"), phrases.day_in(params, "due")
    match codec.text(params, "phase"):
        case "today":
            start = "It can come true from today"
        case "from":
            start = f"It can come true from {earliest}"
        case "since":
            start = f"It can come true since {earliest}"
        case _:
            return f"It is due {due}."
    return f"{start}; due {due}." if due else f"{start}."


def _condition(params: JsonObject) -> str:
    return f"It waits for a condition: {codec.text(params, 'condition')}."


def _date_passed(params: JsonObject) -> str:
    return f"Its date passed on {phrases.day_in(params, 'due')}; nobody has recorded the outcome."


def _condition_met(params: JsonObject) -> str:
    met = f"Its condition occurred ({codec.text(params, 'condition')})"
    on = phrases.day_in(params, "on")
    return f"{met}, recorded on {on}; nobody has recorded the outcome."


def _outcome(params: JsonObject) -> str:
    kind = OUTCOMES[OutcomeKind(codec.text(params, "kind"))]
    words = codec.text(params, "words").rstrip(".")
    told = f": {words}" if words else ""
    return f"{kind}, recorded on {phrases.day_in(params, 'on')}{told}."


def _look_again(params: JsonObject) -> str:
    return f"We look again on {phrases.day_in(params, 'on')}; the date is ours, not the speaker's."


def _look_again_now(params: JsonObject) -> str:
    on = phrases.day_in(params, "on")
    return f"The day we set to look again, {on}, has come: extend it or close the claim."


_SENTENCES: Final[Mapping[ReasonCode, Callable[[JsonObject], str]]] = {
    ReasonCode.NO_ORIGIN: lambda _: "No independent origin carries it yet.",
    ReasonCode.ONE_ORIGIN: _one_origin,
    ReasonCode.ONLY_INTERESTED: _only_interested,
    ReasonCode.SUPPORT: _support,
    ReasonCode.DENY: _deny,
    ReasonCode.OWN_ORIGIN: _own_origin,
    ReasonCode.TWO_VOICES: _two_voices,
    ReasonCode.INTERESTED_DENIAL: _interested_denial,
    ReasonCode.REPEATED: _passages(
        "passage repeats it and names no source of its own",
        "passages repeat it and name no source of their own",
    ),
    ReasonCode.UNNAMED_ALONE: _passages(
        "passage rests on unnamed sources with nobody named beside them: it does not count",
        "passages rest on unnamed sources with nobody named beside them: they do not count",
    ),
    ReasonCode.LATER: _passages(
        "passage speaks of a later time: a cause for an update, never a denial",
        "passages speak of a later time: a cause for an update, never a denial",
    ),
    ReasonCode.STOPPED: _passages(
        "passage no longer counts: its article was changed or taken back",
        "passages no longer count: their articles were changed or taken back",
    ),
    ReasonCode.NOT_COUNTED: _passages(
        "passage stands in an outlet that does not count",
        "passages stand in outlets that do not count",
    ),
    ReasonCode.WAITING: _passages(
        "suggested passage waits for a person and does not count yet",
        "suggested passages wait for a person and do not count yet",
    ),
    ReasonCode.OPEN_ENDED: lambda _: "Its speaker named no date by which: it stays open.",
    ReasonCode.AWAITING: _awaiting,
    ReasonCode.CONDITION: _condition,
    ReasonCode.DATE_PASSED: _date_passed,
    ReasonCode.CONDITION_MET: _condition_met,
    ReasonCode.OUTCOME: _outcome,
    ReasonCode.LOOK_AGAIN: _look_again,
    ReasonCode.LOOK_AGAIN_NOW: _look_again_now,
}
