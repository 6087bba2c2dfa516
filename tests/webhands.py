"""The seed story's people at the real pages, and its partner at the real API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claims.facts import OutcomeKind
from claims.models import Appearance, Claim, Outcome, Statement
from claims.states import LinkKind
from publishing.models import FactCheck
from publishing.states import Change
from reviews.models import Review
from seeds.cast import Newsroom
from seeds.outside import PartnerByApi
from seeds.script import Call, Filing, Written
from tests.visitor import Visitor


@dataclass
class ByPage:
    """Each person signs in once, and does everything through forms, without JavaScript."""

    room: Newsroom
    web: str
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def file(self, filing: Filing, statement: Statement, *, by: str) -> Claim:
        rita = self._at(by)
        self._send_card(
            statement,
            {
                "statement": filing.words,
                "kind": filing.kind.value,
                "claimant": filing.claimant,
                "alleged_source": filing.alleged_source,
                "holder": filing.holder,
                "due_on": _iso(filing.due_on),
                "due_zone": filing.due_zone,
                "earliest": _iso(filing.earliest),
                "look_again_on": _iso(filing.look_again_on),
                "condition": filing.condition,
                "criterion": filing.criterion,
                "stance": filing.call.stance.value,
                **_voice(filing.call),
            },
            by=by,
        )
        claim = Claim.objects.latest("pk")
        assert f"Filed as {claim.number}" in rita.says()
        return claim

    def add(self, claim: Claim, statement: Statement, call: Call, *, by: str) -> None:
        # Nothing is filed: what the card proposes for a claim of its own is left empty.
        unasked = {"claimant": "", "alleged_source": "", "holder": ""}
        answers = {"same": str(claim.pk), "stance": call.stance.value, **unasked, **_voice(call)}
        self._send_card(statement, answers, by=by)
        assert f"Added to {claim.number}" in self._at(by).says()

    def link(self, source: Claim, target: Claim, *, kind: LinkKind, by: str) -> None:
        rita = self._at(by)
        rita.go(f"/desk/claims/{source.pk}/do/link/")
        rita.send("/do/link/", {"kind": kind.value, "other": target.number})

    def confirm(self, passage: Appearance, call: Call, *, by: str) -> None:
        carl = self._at(by)
        carl.go(f"/desk/matches/{passage.pk}/")
        later = {"later": "on"} if call.later else {}
        values = {"answer": call.stance.value, **_voice(call), **later}
        carl.send(f"/matches/{passage.pk}/", values)

    def dismiss(self, passage: Appearance, *, by: str) -> None:
        carl = self._at(by)
        carl.go(f"/desk/matches/{passage.pk}/")
        carl.send(f"/matches/{passage.pk}/", {"answer": "dismiss"})

    def note_look_back(self, claim: Claim, *, words: str, by: str) -> None:
        person = self._at(by)
        person.go(f"/desk/claims/{claim.pk}/do/look-back/")
        person.send("/do/look-back/", {"words": words})

    def open_review(self, claim: Claim, *, words: str, by: str) -> None:
        edna = self._at(by)
        edna.go(f"/desk/claims/{claim.pk}/do/review/")
        edna.send("/do/review/", {"words": words})

    def hand_in(self, review: Review, written: Written, *, by: str) -> None:
        checker = self._at(by)
        checker.go(f"/desk/reviews/{review.pk}/")
        checker.send("/take/", {})
        checker.go(f"/desk/reviews/{review.pk}/")
        offered = checker.page.xpath("//input[@name='evidence']/@value")
        checker.send(
            "/hand-in/",
            {
                "evidence": [str(pk) for pk in offered],
                "rating": str(self.room.ratings[written.rating].pk),
                "confidence": "high",
                "summary": written.summary,
                "reasoning": written.reasoning,
            },
        )
        assert "Handed in" in checker.says()

    def publish(self, review: Review, *, title: str, change: Change, why: str, by: str) -> None:
        edna = self._at(by)
        edna.go(f"/desk/reviews/{review.pk}/")
        why_words = {} if change == Change.FIRST else {"change_words": why}
        edna.send("/sign-off/", {"title": title, "change": change.value, **why_words})

    def let_stand(self, review: Review, *, words: str, by: str) -> None:
        edna = self._at(by)
        edna.go(f"/desk/reviews/{review.pk}/")
        edna.send("/sign-off/", {"change": "stands", "change_words": words})

    def meet_condition(self, claim: Claim, *, words: str, by: str) -> None:
        carl = self._at(by)
        carl.go(f"/desk/claims/{claim.pk}/do/condition/")
        carl.send("/do/condition/", {"words": words})

    def record_outcome(
        self, claim: Claim, kind: OutcomeKind, *, words: str, evidence: Appearance, by: str
    ) -> None:
        carl = self._at(by)
        carl.go(f"/desk/claims/{claim.pk}/do/outcome/")
        carl.send(
            "/do/outcome/", {"kind": kind.value, "words": words, "evidence": str(evidence.pk)}
        )

    def agree(self, claim: Claim, *, by: str) -> None:
        outcome = Outcome.objects.filter(claim=claim).latest("pk")
        rita = self._at(by)
        rita.go(f"/desk/claims/{claim.pk}/")
        rita.send(f"/outcomes/{outcome.pk}/agree/", {})

    def look_again_on(self, claim: Claim, day: date, *, by: str) -> None:
        edna = self._at(by)
        edna.go(f"/desk/claims/{claim.pk}/do/look-again/")
        edna.send("/do/look-again/", {"look_again_on": day.isoformat()})

    def acknowledge(self, check: FactCheck, *, shows_edition: int, url: str) -> None:
        PartnerByApi(self.room, self.web).acknowledge(check, shows_edition=shows_edition, url=url)

    def _send_card(self, statement: Statement, answers: Mapping[str, str], *, by: str) -> None:
        """Fill in a statement's card; where near twins are shown first, send it once more."""
        person = self._at(by)
        person.go(f"/desk/file/{statement.capture_id}/?open={statement.order + 1}")
        filed = Claim.objects.count()
        person.send(f"/statements/{statement.pk}/file/", answers)
        if "same" not in answers and Claim.objects.count() == filed:
            person.send(f"/statements/{statement.pk}/file/", answers)

    def _at(self, name: str) -> Visitor:
        if name not in self.visitors:
            self.visitors[name] = Visitor(self.web)
            self.visitors[name].sign_in(name.lower(), self.room.passwords[name])
        return self.visitors[name]


def _voice(call: Call) -> dict[str, str]:
    directly = {"heard_directly": "on"} if call.directly else {}
    voice = {"origin": call.origin.value, "root": call.root, "via": ", ".join(call.via)}
    return {**voice, **directly}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
