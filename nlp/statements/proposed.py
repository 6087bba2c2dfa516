"""A wording that stands alone: whoever a pronoun means is put in [ ], the rest is untouched."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.statements.speakers import Cast, places_in
from nlp.values import Form, Mention
from nlp.words import listed

_SHORT: Final = {"m": " am", "re": " are", "ve": " have", "ll": " will", "d": " would", "s": " is"}
_FIRST = re.compile(
    r"\b(?P<word>I|me|my|We|we|us|Our|our|My|ours)\b(?:[’'](?P<short>m|re|ve|ll|d))?"
)
_THIRD = re.compile(r"\b(?P<word>He|he|She|she)\b(?:[’'](?P<short>s|ll|d))?")
_THEY = re.compile(r"\b(?:from|by|with|of|to|for)\s+(?P<word>them)\b")
_OPENING = re.compile(r"^(?P<word>he|she|they|He|She|They)\b")
_THIRD_FORM: Final = {"am": "is", "are": "is", "have": "has", "do": "does", "don’t": "doesn’t"} | {
    verb: f"{verb}s"
    for verb in listed(
        "believe think want need hope leave know see expect support oppose plan intend"
        " stand ask agree"
        " reject accept demand call fear feel welcome regret condemn understand remain trust"
    )
}
_VERBS = "|".join(sorted(_THIRD_FORM, key=len, reverse=True))
_VERB = re.compile(rf"\] (?P<adverb>\w+ly |also |still |all )?(?P<verb>{_VERBS})(?![\w’'])")
_OWNS: Final = frozenset({"my", "our", "ours"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Who speaks, for which side, and what was said just before in the same turn."""

    speaker: Mention | None
    side: str
    before: str


def of(words: str, *, form: Form, setting: Setting, cast: Cast) -> str:
    """The words of a statement with its pronouns replaced where there is one reading only."""
    text = plain(words)
    if form is Form.DIRECT:
        text = _agreeing(_FIRST.sub(_first_person(setting), text))
        text = _THEY.sub(_them(setting, text), text)
        text = _THIRD.sub(_third_person(setting, text, cast), text)
    elif setting.speaker and setting.speaker.kind == "person" and setting.speaker.named:
        text = _OPENING.sub(f"[{setting.speaker.name}]", text)
    return _as_sentence(text)


def plain(words: str) -> str:
    """The words on one line, without what only joined them to their sentence."""
    return " ".join(words.split()).strip(" ,;")


def _first_person(setting: Setting) -> Callable[[re.Match[str]], str]:
    name = setting.speaker.name if setting.speaker else ""
    side = setting.side or (f"{name}’s side" if name else "")

    def replaced(found: re.Match[str]) -> str:
        word = found["word"].lower()
        who = name if word in {"i", "me", "my"} else side
        if not who:
            return found.group()
        return f"[{who}{'’s' if word in _OWNS else ''}]{_SHORT.get(found['short'] or '', '')}"

    return replaced


def _agreeing(text: str) -> str:
    """ "[Ukraine] are" and "[Ada] believe" read as a slip: the verb follows the new subject."""
    return _VERB.sub(lambda found: f"] {found['adverb'] or ''}{_THIRD_FORM[found['verb']]}", text)


def _them(setting: Setting, text: str) -> Callable[[re.Match[str]], str]:
    places = _only(places_in(f"{setting.before} {text}"), without=setting.side)

    def replaced(found: re.Match[str]) -> str:
        return found.group().replace("them", f"[{places}]") if places else found.group()

    return replaced


def _third_person(setting: Setting, text: str, cast: Cast) -> Callable[[re.Match[str]], str]:
    """Inside a quotation "he" is never the speaker; it is the one person named before it."""
    speaker = setting.speaker.name if setting.speaker else ""

    def replaced(found: re.Match[str]) -> str:
        named = cast.people_in(f"{setting.before} {text[: found.start()]}")
        person = _only(named, without=speaker)
        fits = cast.genders.get(person, found["word"].lower()) == found["word"].lower()
        if not person or not fits:
            return found.group()
        return f"[{person}]{_SHORT.get(found['short'] or '', '')}"

    return replaced


def _only(names: Sequence[str], *, without: str) -> str:
    others = [name for name in names if name != without]
    return others[0] if len(others) == 1 else ""


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:] if text else text
