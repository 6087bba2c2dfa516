"""How alike a passage and each of its candidates are, in numbers that a re-ranker weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.columns import NO_DAY, OFTEN, WEIGHED, Columns, pairs
from nlp.passages import Passage
from nlp.ragged import Ints
from nlp.words import names, numbers, stems

Floats = NDArray[np.float64]
Hits = Mapping[str, Floats]
Counts = NDArray[np.number[Any]]

# BM25 as bm25s and Lucene set it (Robertson and Zaragoza, 2009).
K1: Final = 1.5
B: Final = 0.75
ELIGIBLE: Final = ("whole.bm25", "body.bm25", "whole.cosine", "statement.cosine", "around.cosine")
# Longer texts than this ask nothing that their first words did not.
MOST_TERMS: Final = 96


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage taken apart once, for all its candidates."""

    passage: Passage
    terms: Ints
    near: NDArray[np.bool_]  # a word of the sentences before, and not of the passage
    named: NDArray[np.bool_]
    numbers: Ints
    numbers_near: Ints
    pairs: Ints
    speaker: Ints

    @classmethod
    def of(cls, passage: Passage, columns: Columns) -> "Asked":
        """Words as the columns number them; unknown ones count as rare and match nothing."""
        own = stems(passage.text)
        around = " ".join(passage.before)
        words = list(dict.fromkeys([*own, *stems(around)]))[:MOST_TERMS]
        mine, called = set(own), names(passage.text) | names(around)
        return cls(
            passage=passage,
            terms=np.array(columns.known(words), dtype=np.int64),
            near=np.array([word not in mine for word in words], dtype=bool),
            named=np.array([word in called for word in words], dtype=bool),
            numbers=_numbers(passage.text, columns),
            numbers_near=_numbers(around, columns),
            pairs=np.array(sorted(set(pairs(columns.known(own)))), dtype=np.int64),
            speaker=np.array(columns.known(dict.fromkeys(stems(passage.speaker))), dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of numbers, one row per candidate."""

    rows: int
    columns: dict[str, Floats] = field(default_factory=dict)

    def put(self, name: str, values: Floats) -> None:
        """One column."""
        self.columns[name] = values

    def put_ranked(self, name: str, values: Floats) -> None:
        """A score as it is, beside the best of its list, and by its place in it.

        Equals share a place. Told apart by their row they would say in which order claims were
        filed, which in a published set gives the right ones away.
        """
        best = float(values.max()) if len(values) else 0.0
        place = np.searchsorted(np.sort(-values), -values, side="left")
        self.columns[name] = values
        self.columns[f"{name}/best"] = values / best if best > 0 else np.zeros(len(values))
        self.columns[f"{name}/place"] = np.asarray(1.0 / (1.0 + place), dtype=np.float64)

    def matrix(self, names: Sequence[str]) -> Floats:
        """The columns named, in that order; one that was not measured is all 0."""
        empty = np.zeros(self.rows)
        return np.stack([self.columns.get(name, empty) for name in names], axis=1)


def words_of(asked: Asked, columns: Columns, rows: Ints) -> Table:
    """Everything but the vectors: words by field, names, numbers, speaker, day."""
    table = Table(len(rows))
    # A field that no claim has is not measured, rather than measured as nought.
    filled = [one for one in WEIGHED if one == "statement" or len(columns.fields[one].values)]
    hits = {name: _hits(asked.terms, columns, name, rows) for name in filled}
    _put_words(table, asked, columns, rows, hits)
    _put_names(table, asked, columns, rows, hits)
    _put_numbers(table, asked, columns, rows)
    _put_pairs(table, asked, columns, rows)
    _put_speaker(table, asked, columns, rows)
    _put_days(table, asked, columns.days[rows])
    return table


def put_eligible(table: Table) -> None:
    """The chief scores again, among those alone that this speaker said and said before."""
    none = np.ones(table.rows)
    later = table.columns.get("days.later", none * 0)
    same = table.columns["speaker.same"] + (1 - table.columns["speaker.known"])
    fit = np.where(later > 0, 0.0, np.minimum(1.0, same))
    for name in ELIGIBLE:
        if name in table.columns:
            table.put_ranked(f"{name}/fit", np.maximum(0.0, table.columns[name]) * fit)


def _hits(terms: Ints, columns: Columns, name: str, rows: Ints) -> Floats:
    """How often each candidate has each term: [len(rows), len(terms)]."""
    owner, packed = columns.fields[name].take(rows)
    return _placed(terms, (owner, packed // OFTEN), packed % OFTEN, len(rows))


def _placed(terms: Ints, found: tuple[Ints, Counts], counts: Counts, rows: int) -> Floats:
    owner, words = found
    order = np.argsort(terms, kind="stable")
    at = np.searchsorted(terms, words, sorter=order)
    column = order[np.minimum(at, len(terms) - 1)] if len(terms) else np.zeros_like(at)
    same = terms[column] == words if len(terms) else np.zeros(len(words), dtype=bool)
    hits = np.zeros((rows, len(terms)))
    hits[owner[same], column[same]] = counts[same]
    return hits


def _put_words(table: Table, asked: Asked, columns: Columns, rows: Ints, hits: Hits) -> None:
    own, any_field = ~asked.near, np.zeros((len(rows), len(asked.terms)), dtype=bool)
    for name in hits:
        weight = columns.idf(asked.terms, name)
        lengths = columns.fields[name].lengths(rows)
        relative = 1 - B + B * lengths / columns.mean_length(name)
        scores = hits[name] * (K1 + 1) / (hits[name] + K1 * relative[:, None])
        table.put_ranked(f"{name}.bm25", scores[:, own] @ weight[own])
        table.put_ranked(f"{name}.bm25_near", scores @ (weight * np.where(own, 1.0, 0.5)))
        any_field |= hits[name] > 0
        shared = (hits[name] > 0) * weight
        table.put(f"{name}.asked", _share(shared[:, own].sum(1), weight[own].sum()))
        table.put(f"{name}.rarest", shared[:, own].max(1, initial=0.0) / np.log1p(len(columns) * 2))
        table.put(f"{name}.count", np.log1p((hits[name][:, own] > 0).sum(1)))
        table.put(f"{name}.length", np.log1p(lengths))
        if name != "body":
            _put_covered(table, columns, rows, name, (shared[:, own], shared[:, asked.near]))
    weight = columns.idf(asked.terms, "statement")
    both = hits["statement"] + hits.get("title", 0.0)
    lengths = columns.fields["statement"].lengths(rows) + columns.fields["title"].lengths(rows)
    usual = columns.mean_length("statement") + columns.mean_length("title")
    relative = 1 - B + B * lengths / usual
    scores = both * (K1 + 1) / (both + K1 * relative[:, None])
    table.put_ranked("whole.bm25", scores[:, own] @ weight[own])
    table.put("any.asked", _share((any_field * weight)[:, own].sum(1), weight[own].sum()))
    table.put("asked.length", np.full(len(rows), np.log1p(own.sum())))


def _put_covered(
    table: Table, columns: Columns, rows: Ints, name: str, shared: tuple[Floats, Floats]
) -> None:
    """What share of the field's telling words the passage has, alone and with those near it."""
    owner, packed = columns.fields[name].take(rows)
    weights = columns.idf((packed // OFTEN).astype(np.int64), name)
    whole = np.bincount(owner, weights=weights, minlength=len(rows))
    alone, near = shared[0].sum(1), shared[1].sum(1)
    table.put_ranked(f"{name}.covered", _share(alone, whole))
    table.put(f"{name}.covered_near", _share(alone + near, whole))


def _put_names(table: Table, asked: Asked, columns: Columns, rows: Ints, hits: Hits) -> None:
    owner, words = columns.fields["names"].take(rows)
    there = _placed(asked.terms, (owner, words.astype(np.int64)), np.ones_like(words), len(rows))
    many = np.maximum(1, columns.fields["names"].lengths(rows))
    table.put("names.found", (there[:, ~asked.near] > 0).sum(1) / many)
    table.put("names.found_near", (there > 0).sum(1) / many)
    called = asked.named & ~asked.near
    anywhere = (hits["statement"] > 0) | (hits.get("title", hits["statement"]) > 0)
    table.put("names.asked", _share(anywhere[:, called].sum(1), called.sum()))
    if "body" in hits:
        in_body = anywhere | (hits["body"] > 0)
        table.put("names.asked_body", _share(in_body[:, called].sum(1), called.sum()))


def _put_numbers(table: Table, asked: Asked, columns: Columns, rows: Ints) -> None:
    owner, found = columns.fields["numbers"].take(rows)
    many = columns.fields["numbers"].lengths(rows)
    for name, wanted in (("numbers", asked.numbers), ("numbers_near", asked.numbers_near)):
        same = np.bincount(owner, weights=np.isin(found, wanted), minlength=len(rows))
        table.put(f"{name}.found", _share(same, np.maximum(1, many)))
        table.put(f"{name}.asked", _share(same, max(1, len(wanted))))
        table.put(f"{name}.other", ((many > 0) & (len(wanted) > 0) & (same == 0)).astype(float))


def _put_pairs(table: Table, asked: Asked, columns: Columns, rows: Ints) -> None:
    owner, found = columns.fields["pairs"].take(rows)
    same = np.bincount(owner, weights=np.isin(found, asked.pairs), minlength=len(rows))
    table.put("pairs.count", np.log1p(same))
    table.put("pairs.asked", _share(same, max(1, len(asked.pairs))))
    table.put("pairs.covered", _share(same, np.maximum(1, columns.fields["pairs"].lengths(rows))))


def _put_speaker(table: Table, asked: Asked, columns: Columns, rows: Ints) -> None:
    owner, words = columns.fields["speaker"].take(rows)
    many = columns.fields["speaker"].lengths(rows)
    same = np.bincount(owner, weights=np.isin(words, asked.speaker), minlength=len(rows))
    table.put("speaker.same", _share(same, np.maximum(1, many)))
    table.put("speaker.known", ((many > 0) & (len(asked.speaker) > 0)).astype(float))
    named = np.bincount(owner, weights=np.isin(words, asked.terms), minlength=len(rows))
    table.put("speaker.named", _share(named, np.maximum(1, many)))
    for name in (name for name in WEIGHED if len(columns.fields[name].values)):
        told, packed = columns.fields[name].take(rows)
        there = np.bincount(
            told, weights=np.isin(packed // OFTEN, asked.speaker), minlength=len(rows)
        )
        table.put(f"speaker.in_{name}", _share(there, max(1, len(asked.speaker))))


def _put_days(table: Table, asked: Asked, days: Ints) -> None:
    on = asked.passage.on
    known = (days != NO_DAY) & (on is not None)
    gap = np.where(known, (on.toordinal() if on else 0) - days, 0).astype(np.float64)
    table.put("days.known", known.astype(float))
    table.put("days.earlier", (known & (gap > 0)).astype(float))
    table.put("days.later", (known & (gap < 0)).astype(float))
    table.put("days.same", (known & (gap == 0)).astype(float))
    table.put("days.month", known * np.exp(-np.abs(gap) / 30))
    table.put("days.year", known * np.exp(-np.abs(gap) / 365))
    table.put("days.far", known * np.log1p(np.abs(gap)) / np.log1p(3650))
    table.put("days.years", known * np.exp(-np.abs(gap) / 1500))


def _numbers(text: str, columns: Columns) -> Ints:
    known = columns.known(f"#{one}" for one in sorted(numbers(text)))
    return np.array(known, dtype=np.int64)


def _share(part: Counts, whole: Counts | float) -> Floats:
    """A part of a whole, 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=np.asarray(whole) > 0)
