"""Who has the word: the memory of a reader who goes through an article once."""

from dataclasses import dataclass, field

from nlp.statements.speakers import Cast
from nlp.values import Mention

_GROUP = Mention("they", "they", named=False, kind="group")


@dataclass(slots=True)
class Turns:
    """The people in view, latest last; a pronoun outside quotation marks means one of them."""

    cast: Cast
    people: list[str] = field(default_factory=list)
    groups: list[Mention] = field(default_factory=list)

    def see(self, mention: Mention) -> None:
        """Remember who has just spoken, or whom a sentence is about."""
        if mention.kind == "person" and mention.named:
            self.people = [name for name in self.people if name != mention.name]
            self.people.append(mention.name)
        else:
            self.groups.append(mention)

    def who(self, words: str) -> Mention | None:
        """Whom a subject means; None for a pronoun that nobody in view fits."""
        pronoun = words.lower()
        if pronoun in {"he", "she"}:
            return self._person(words)
        if pronoun in {"they", "it"}:
            return self._group(words)
        if pronoun in {"we", "i"}:
            return None
        return self.cast.mention(words)

    def _person(self, words: str) -> Mention | None:
        pronoun = words.lower()
        for name in reversed(self.people):
            gender = self.cast.genders.get(name, pronoun)
            if gender == pronoun:
                if pronoun in {"he", "she"}:
                    self.cast.genders.setdefault(name, "she" if pronoun == "she" else "he")
                return Mention(name, words, named=True, kind="person")
        return None

    def _group(self, words: str) -> Mention | None:
        if not self.groups:
            return None
        last = self.groups[-1]
        return Mention(last.name, words, named=last.named, kind=last.kind)
