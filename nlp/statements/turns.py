"""Who has the word: the memory of a reader who goes through an article once."""

from dataclasses import dataclass, field

from nlp.statements.speakers import PRONOUNS, Cast, gender_of
from nlp.values import Mention


@dataclass(slots=True)
class Turns:
    """The people in view, latest last; a pronoun outside quotation marks means one of them.

    With `unknown` a pronoun that nobody fits stands for itself; else it stands for nobody.
    """

    cast: Cast
    unknown: bool = False
    people: list[Mention] = field(default_factory=list)
    groups: list[Mention] = field(default_factory=list)

    def see(self, mention: Mention) -> None:
        """Remember who has just spoken, or whom a sentence is about."""
        if mention.kind == "person":
            self.people = [one for one in self.people if one.name != mention.name]
            self.people.append(mention)
            if gender := gender_of(mention.name):
                self.cast.genders.setdefault(mention.name, gender)
        if mention.kind != "person" or not self._is_surely_one(mention):
            self.groups.append(mention)

    def _is_surely_one(self, mention: Mention) -> bool:
        """One capitalised word may name a firm as well as a person."""
        known = mention.name in self.cast.roles or mention.name in self.cast.genders
        return known or " " in mention.name

    def sees(self, name: str) -> bool:
        """Whether somebody of that name is in view."""
        return any(one.name == name for one in self.people)

    def who(self, words: str) -> Mention | None:
        """Whom a subject means; None for a pronoun that nobody in view fits."""
        pronoun = words.lower()
        if pronoun not in PRONOUNS:
            return self.cast.mention(words)
        found = None
        if pronoun in {"he", "she"}:
            found = self._person(words)
        elif pronoun in {"they", "it"}:
            found = self._group(words)
        unknown = Mention(words, words, named=False, kind="person")
        return found or (unknown if self.unknown else None)

    def _person(self, words: str) -> Mention | None:
        pronoun = words.lower()
        sure = [one for one in self.people if self._is_surely_one(one)]
        unsure = [one for one in self.people if one not in sure]
        for one in (*reversed(sure), *reversed(unsure)):
            if self.cast.genders.get(one.name, pronoun) == pronoun:
                self.cast.genders.setdefault(one.name, "she" if pronoun == "she" else "he")
                return Mention(one.name, words, named=one.named, kind="person")
        return None

    def _group(self, words: str) -> Mention | None:
        if not self.groups:
            return None
        last = self.groups[-1]
        return Mention(last.name, words, named=last.named, kind=last.kind)
