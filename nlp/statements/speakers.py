"""The cast of an article: who a last name, a role or a pronoun stands for."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from nlp.statements.lexicon import (
    CAPITALS,
    COMMON,
    COUNTRIES,
    GROUPS,
    MEN,
    OPENERS,
    ORGANISATIONS,
    OUTLET_WORDS,
    PAPERS,
    PERSONS,
    ROLES,
    SIDES,
    TITLES,
    WOMEN,
)
from nlp.values import Mention
from nlp.words import listed

Gender = Literal["he", "she"]
_PARTICLE = r"(?:de|van|von|der|den|bin|ben|al|el|da|dos|du|la)"
# A full stop is part of an initial or a title only, else it ends the sentence and the name.
_CAPITAL = (
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Hon|St)\."
    r"|[A-ZÀ-ÞŁŚŻČŠŽ][\w’'-]*)"
)
_RUN = re.compile(rf"(?<![\w.’'-]){_CAPITAL}(?:[ ]+(?:{_PARTICLE}[ ]+)?{_CAPITAL})*")
_NAME_AT_END = re.compile(rf"(?<![\w.’'-])(?:{_CAPITAL}[ ]+(?:{_PARTICLE}[ ]+)?)*{_CAPITAL}$")
_POSSESSIVE = re.compile(r"[’']s?$")
_WORD: Final = re.compile(r"[\w’'.-]+")
_LINKS = re.compile(
    r"\b(?:for|of|at|in|from|with|to|close|familiar|briefed|on|who)\b", re.IGNORECASE
)
_TITLED_OF = re.compile(
    r"\b(?:Secretary|Minister|Chief|Leader|Speaker|Head)\s+of\s+(?:the\s+)?\w+\s+"
)
# "Senator … of Vermont": where a named person is from is no part of the name.
_FROM_PLACE = re.compile(rf"(?<=[a-z.])(?P<of>\s+(?:of|from)\s+{_CAPITAL}(?:\s+{_CAPITAL})*)$")
# "The Ukrainian president, Volodymyr Zelenskyy": the description stands before the name.
_DESCRIBED = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+([^,.;:“”\"()]{3,50}),\s$")
_CLAUSE_START = re.compile(r"[,;:“”\"()]|[.!?]\s")
_APPOSED = re.compile(r", (?:the |an? |who is )?([^,.;“”\"]{4,60})[,.]")
_IS_PERSON = re.compile(r",? \(?\d{1,3}[,)]|,? (?:said|says|told|asked|added|wrote)\b")
_NEWCOMER: Final = re.compile(
    r"(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s*([A-ZÀ-Þ][\w’'-]+) (?:arrived|visited|spoke|met"
    r"|appeared|returned"
    r"|travell?ed|smiled|laughed|stood|sat|wore|flew|walked|grew up|resigned|retired|was born)\b"
)
_NO_TITLE: Final = listed("the a an of and with that to by for from in on as was is said told")
_NO_NAME: Final = OPENERS | {"The", "A", "An"}
PRONOUNS: Final = frozenset({"he", "she", "they", "we", "i", "it"})


@dataclass(slots=True)
class Cast:
    """The named people of one article; made once, read while its sentences are gone through."""

    fullest: dict[str, str] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    genders: dict[str, Gender] = field(default_factory=dict)
    firsts: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Cast":
        """Everybody whom the text introduces by a name of two words or more, or by a title."""
        cast = cls()
        for run in _RUN.finditer(text):
            before = text[max(0, run.start() - 60) : run.start()]
            cast._meet(run.group(), before, text[run.end() : run.end() + 80])
        return cast

    def _meet(self, run: str, before: str, after: str) -> None:
        if " " in run and run.isupper():  # a headline in capitals names nobody that can be told
            return
        titles, name = _without_titles(run)
        title_before = _role_words(before, titles)
        last = _key(name)
        if not last or last in COUNTRIES or _words(name) & (ORGANISATIONS | GROUPS):
            return
        if is_outlet(name):
            return
        if " " in name:
            self.fullest.setdefault(last, name)
            self._note_first(name, after)
        full = self.fullest.get(last, name)
        apposed = _apposition(after)
        if title_before:
            self.roles.setdefault(full, set()).update(title_before)
        if apposed and " " in name:
            self.roles.setdefault(full, set()).update(apposed)
        self._note_gender(full, title_before | (apposed if " " in name else set()))

    def _note_first(self, name: str, after: str) -> None:
        """Only who speaks or has an age is surely a person, and goes by a first name alone."""
        if _IS_PERSON.match(after):
            self.firsts.setdefault(name.split(" ", maxsplit=1)[0], set()).add(name)

    def _note_gender(self, full: str, words: set[str]) -> None:
        if gender := _gender(words):
            self.genders.setdefault(full, gender)

    def mention(self, words: str) -> Mention:
        """Who the words of a noun phrase stand for; never empty, at worst the words themselves."""
        bare = words.strip(" ,")
        head = _LINKS.split(bare)[0]
        person = self._person(bare, head)
        if person:
            return Mention(person, bare, named=True, kind="person")
        return _not_a_person(bare, head)

    def _person(self, words: str, head: str) -> str | None:
        unlinked = _FROM_PLACE.sub("", _TITLED_OF.sub("", words))
        if _LINKS.search(unlinked) and _words(head) & (ROLES | GROUPS | ORGANISATIONS):
            return None
        found = _NAME_AT_END.search(_POSSESSIVE.sub("", unlinked))
        name = _without_titles(found.group())[1] if found else ""
        if not name or _is_place_or_body(name):
            return self._by_role(words)
        first = self.firsts.get(name, set())
        return self.fullest.get(_key(name), min(first) if len(first) == 1 else name)

    def _by_role(self, words: str) -> str | None:
        wanted = _words(words) - {"the", "a", "an"}
        if not wanted & ROLES or words[:2].lower() in {"a ", "an"}:
            return None
        holders = [name for name, role in self.roles.items() if wanted <= role]
        return holders[0] if len(holders) == 1 else None

    def people_in(self, words: str) -> list[str]:
        """The people named in the words, in order, once each."""
        known = (self.fullest.get(_key(run)) for run in _RUN.findall(words))
        return list(dict.fromkeys(name for name in known if name))

    @staticmethod
    def newcomer(sentence: str) -> list[str]:
        """A last name that opens a sentence and does what only people do; else nobody."""
        found = _NEWCOMER.match(sentence)
        known = found and (found[1] in COUNTRIES or found[1] in _NO_NAME)
        return [found[1]] if found and not known else []

    def side(self, name: str) -> str:
        """For whom a speaker says "we": a country where the text tells it, else empty."""
        own = name.lower().removeprefix("the ").split(" ")[0].removesuffix("'s").removesuffix("’s")
        if own in CAPITALS:
            return CAPITALS[own]
        if name.removeprefix("the ") in COUNTRIES:
            return name
        words = self.roles.get(name, set()) | {own.rstrip(".")}
        sides = {SIDES[word] for word in words if word in SIDES}
        return sides.pop() if len(sides) == 1 else ""


def gender_of(words: str) -> Gender | None:
    """The pronoun of whoever the words describe, where they tell it ("a spokeswoman")."""
    return _gender(_words(words))


def _gender(words: set[str]) -> Gender | None:
    if words & WOMEN:
        return "she"
    return "he" if words & MEN else None


def places_in(words: str) -> list[str]:
    """Countries and capitals named in the words, in order, once each."""
    found = (_POSSESSIVE.sub("", run.strip(".")) for run in _RUN.findall(words))
    return list(dict.fromkeys(name for name in found if name in COUNTRIES))


def is_outlet(words: str) -> bool:
    """Whether the words name a newsroom, as far as its name tells."""
    return any(word in OUTLET_WORDS for word in _WORD.findall(words))


def is_unnamed(words: str) -> bool:
    """Whether a noun phrase hides who spoke ("sources", "a senior official")."""
    return not _RUN.search(words[:1].lower() + words[1:])


def _not_a_person(words: str, head: str) -> Mention:
    kinds = _words(head)
    if kinds & PAPERS:
        return Mention(words, words, named=False, kind="organisation")
    if kinds & GROUPS:
        return Mention(_lower_first(words), words, named=not is_unnamed(words), kind="group")
    if kinds & (ROLES | PERSONS):
        return Mention(_lower_first(words), words, named=False, kind="person")
    plain = _lower_first(words)
    named = bool(_RUN.search(plain))
    name = _POSSESSIVE.sub("", words if named else plain)
    return Mention(name, words, named=named, kind="organisation")


def _lower_first(words: str) -> str:
    """ "The mayor" at the start of a sentence is the mayor; a name keeps its capital."""
    first = words.split(" ", maxsplit=1)[0].rstrip(".").lower()
    common = first in COMMON or first in (ROLES | GROUPS | PERSONS) - TITLES
    if common and words.isupper():
        return words.lower()
    return words[:1].lower() + words[1:] if common else words


def _without_titles(run: str) -> tuple[str, str]:
    parts = run.split(" ")
    cut = 0
    for number, part in enumerate(parts):
        if _plain(part) in ROLES or _plain(part) in SIDES or part in _NO_NAME:
            cut = number + 1
    return " ".join(parts[:cut]), _POSSESSIVE.sub("", " ".join(parts[cut:])).rstrip(".")


def _role_words(before: str, titles: str) -> set[str]:
    """The words of the title that stands just before a name."""
    clause = _CLAUSE_START.split(before)[-1]
    if described := _DESCRIBED.search(before):
        clause = described[1]
    found: list[str] = []
    for part in reversed(_WORD.findall(clause) + _WORD.findall(titles)):
        plain = _plain(part)
        if plain in _NO_TITLE or not (plain in ROLES or found or part[:1].isupper()):
            break
        found.append(plain)
    return set(found) if set(found) & ROLES else set()


def _apposition(after: str) -> set[str]:
    found = _APPOSED.match(after)
    words = _words(found[1]) if found else set()
    return words - {"of", "the", "for", "and"} if words & ROLES else set()


def _is_place_or_body(name: str) -> bool:
    return name.rstrip(".") in COUNTRIES or bool(_words(name) & (ORGANISATIONS | GROUPS))


def _words(text: str) -> set[str]:
    return {_plain(word) for word in _WORD.findall(text)}


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower()).rstrip(".")


def _key(name: str) -> str:
    parts = _POSSESSIVE.sub("", name).rstrip(".").split(" ")
    return parts[-1]
