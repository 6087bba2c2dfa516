"""The measures of one passage and one claim again, word by word in plain Python: slow and clear."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from math import exp, log, log1p

from nlp.background import PRIOR, shares
from nlp.passages import Passage
from nlp.values import ClaimText
from nlp.words import names, numbers, stems

FIELDS: Mapping[str, Callable[[ClaimText], str]] = {
    "statement": lambda claim: claim.statement,
    "title": lambda claim: claim.title,
    "body": lambda claim: claim.body,
}


class Plain:
    """All claims of an index, for rarities and usual lengths."""

    def __init__(self, claims: Sequence[ClaimText]) -> None:
        self.claims = claims
        self.vocabulary = {
            stem
            for claim in claims
            for text in (claim.statement, claim.title, claim.body, claim.speaker)
            for stem in stems(text)
        }

    def rarity(self, stem: str, name: str) -> float:
        seen = sum(stem in stems(FIELDS[name](claim)) for claim in self.claims)
        common = seen + PRIOR * float(shares([stem])[0])
        return log((len(self.claims) + PRIOR + 1) / (common + 0.5))

    def usual(self, name: str) -> float:
        lengths = [len(set(stems(FIELDS[name](claim)))) for claim in self.claims]
        return max(1.0, sum(lengths) / max(1, sum(length > 0 for length in lengths)))

    def measures(self, passage: Passage, claim: ClaimText) -> dict[str, float]:
        own = list(dict.fromkeys(stems(passage.text)))
        near = [one for one in dict.fromkeys(stems(" ".join(passage.before))) if one not in own]
        found = {"asked.length": log1p(len(own))}
        for name in FIELDS:
            found |= self._field(name, own, near, claim)
        bags = {name: stems(of(claim)) for name, of in FIELDS.items()}
        both = bags["statement"] + bags["title"]
        length = len(set(bags["statement"])) + len(set(bags["title"]))
        relative = length / (self.usual("statement") + self.usual("title"))
        weight = {stem: self.rarity(stem, "statement") for stem in own}
        found["whole.bm25"] = sum(weight[one] * bm25(both.count(one), relative) for one in own)
        anywhere = {*both, *bags["body"]}
        found["any.asked"] = part([weight[one] for one in own if one in anywhere], weight.values())
        return (
            found
            | _names(passage, claim, own, near)
            | _numbers(passage, claim)
            | _rest(passage, claim, [*own, *near])
        )

    def _field(
        self, name: str, own: Sequence[str], near: Sequence[str], claim: ClaimText
    ) -> dict[str, float]:
        bag = stems(FIELDS[name](claim))
        relative = len(set(bag)) / self.usual(name)
        weight = {stem: self.rarity(stem, name) for stem in (*own, *near, *bag)}
        scores = {stem: weight[stem] * bm25(bag.count(stem), relative) for stem in (*own, *near)}
        shared = [weight[one] for one in own if one in bag]
        found = {
            "bm25": sum(scores[one] for one in own),
            "bm25_near": sum(scores[one] for one in own) + sum(scores[one] for one in near) / 2,
            "asked": part(shared, [weight[one] for one in own]),
            "rarest": max(shared, default=0.0) / log1p(2 * (len(self.claims) + PRIOR)),
            "count": log1p(len(shared)),
            "length": log1p(len(set(bag))),
        }
        if name != "body":
            whole = [weight[one] for one in set(bag)]
            found["covered"] = part(shared, whole)
            found["covered_near"] = part([*shared, *(weight[n] for n in near if n in bag)], whole)
        return {f"{name}.{measure}": value for measure, value in found.items()}


def bm25(often: int, relative: float) -> float:
    return often * 2.5 / (often + 1.5 * (0.25 + 0.75 * relative))


def part(some: Sequence[float], every: Collection[float]) -> float:
    whole = sum(every)
    return sum(some) / whole if whole else 0.0


def _names(
    passage: Passage, claim: ClaimText, own: Sequence[str], near: Sequence[str]
) -> dict[str, float]:
    called = names(f"{claim.statement} . {claim.title}")
    mine = names(passage.text) | names(" ".join(passage.before))
    named = [one for one in own if one in mine]
    words = {*stems(claim.statement), *stems(claim.title)}
    more = words | set(stems(claim.body))
    return {
        "names.found": len(called & set(own)) / max(1, len(called)),
        "names.found_near": len(called & {*own, *near}) / max(1, len(called)),
        "names.asked": sum(one in words for one in named) / len(named) if named else 0.0,
        "names.asked_body": sum(one in more for one in named) / len(named) if named else 0.0,
    }


def _numbers(passage: Passage, claim: ClaimText) -> dict[str, float]:
    theirs = numbers(f"{claim.statement} . {claim.title}")
    found = {}
    for name, text in (("numbers", passage.text), ("numbers_near", " ".join(passage.before))):
        ours = numbers(text)
        found[f"{name}.found"] = len(ours & theirs) / max(1, len(theirs))
        found[f"{name}.asked"] = len(ours & theirs) / max(1, len(ours))
        found[f"{name}.other"] = float(bool(ours) and bool(theirs) and not ours & theirs)
    return found


def _rest(passage: Passage, claim: ClaimText, terms: Sequence[str]) -> dict[str, float]:
    runs = {*pairwise(stems(claim.statement)), *pairwise(stems(claim.title))}
    ours = set(pairwise(stems(passage.text)))
    who, speaker = set(stems(passage.speaker)), set(stems(claim.speaker))
    found = {
        "pairs.count": log1p(len(runs & ours)),
        "pairs.asked": len(runs & ours) / max(1, len(ours)),
        "pairs.covered": len(runs & ours) / max(1, len(runs)),
        "speaker.same": len(who & speaker) / max(1, len(speaker)),
        "speaker.known": float(bool(who) and bool(speaker)),
        "speaker.named": len(speaker & set(terms)) / max(1, len(speaker)),
    }
    for name, of in FIELDS.items():
        found[f"speaker.in_{name}"] = len(who & set(stems(of(claim)))) / max(1, len(who))
    return found | _days(passage, claim)


def _days(passage: Passage, claim: ClaimText) -> dict[str, float]:
    known = passage.on is not None and claim.said_on is not None
    gap = (passage.on - claim.said_on).days if passage.on and claim.said_on else 0
    return {
        "days.known": float(known),
        "days.earlier": float(gap > 0),
        "days.later": float(gap < 0),
        "days.same": float(known and gap == 0),
        "days.month": known * exp(-abs(gap) / 30),
        "days.year": known * exp(-abs(gap) / 365),
        "days.years": known * exp(-abs(gap) / 1500),
        "days.far": known * log1p(abs(gap)) / log1p(3650),
    }
