"""How alike passages and their candidates are: words by field, names, numbers, speaker, day.

All candidates of all passages of a text are measured together, as a step of numpy costs nearly the
same for three thousand of them as for a hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.asked import Asked, Bools, Wanted
from nlp.background import most
from nlp.columns import NO_DAY, OFTEN, WEIGHED, Columns
from nlp.features import Block, Floats, share
from nlp.ragged import Ids, Ints

# BM25 as bm25s and Lucene set it (Robertson and Zaragoza, 2009).
K1: Final = 1.5
B: Final = 0.75


@dataclass(frozen=True, slots=True)
class _Hits:
    """Which candidates have which terms of their passage, in one field, and how often."""

    owner: Ints  # the candidate, ascending
    term: Ints  # among all terms asked
    often: Floats
    own: Bools  # the term is of the passage itself


@dataclass(frozen=True, slots=True)
class _Task:
    """What each measure works on."""

    asked: Asked
    columns: Columns
    block: Block
    taken: Mapping[str, tuple[Ints, Ids]]
    hits: Mapping[str, _Hits]

    def count(self, owner: Ints, weights: Floats | None = None) -> Floats:
        """How much of something each candidate has."""
        return np.bincount(owner, weights, minlength=len(self.block)).astype(np.float64)

    def of_passage(self, values: Floats | Ints) -> Floats:
        """What holds for a passage, for each of its candidates."""
        return values[self.block.passage].astype(np.float64)

    def all_asked(self, weights: Floats) -> Floats:
        """The weights of each passage's terms together, for each of its candidates."""
        found = np.bincount(self.asked.terms.passage, weights, minlength=len(self.asked))
        return self.of_passage(found)

    def common(self, name: str, wanted: Wanted) -> tuple[Ints, Ints, Ints]:
        """(the candidate, which of the wanted) of what a field shares; and its lengths, >= 1."""
        owner, values = self.columns.fields[name].take(self.block.rows)
        at, place = wanted.among(self.block.passage, owner, values)
        many = np.maximum(1, self.columns.fields[name].lengths(self.block.rows))
        return owner[at], place, many

    def joined(self, *names: str) -> _Hits:
        """The hits of several fields as those of one."""
        terms = self.asked.terms
        starts, place = np.cumsum(terms.many) - terms.many, terms.place
        grid = np.zeros((len(self.block), int(terms.many.max(initial=0))), dtype=np.uint8)
        for name in names:
            hits = self.hits[name]
            grid[hits.owner, place[hits.term]] += hits.often.astype(np.uint8)
        # Flat and as flags: four times as fast as looking for numbers in a grid.
        owner, at = np.divmod(np.flatnonzero(grid.ravel() > 0), max(1, grid.shape[1]))
        term = starts[self.block.passage[owner]] + at
        return _Hits(owner, term, grid[owner, at].astype(np.float64), ~self.asked.near[term])


def put_words(asked: Asked, columns: Columns, block: Block) -> None:
    """Everything but the vectors."""
    # A field that no claim has is not measured, rather than measured as nought.
    filled = [one for one in WEIGHED if one == "statement" or len(columns.fields[one].values)]
    taken = {name: columns.fields[name].take(block.rows) for name in filled}
    hits = {name: _hits(asked, block, taken[name]) for name in filled}
    task = _Task(asked, columns, block, taken, hits)
    for name in filled:
        _put_field(task, name)
    both, anywhere = task.joined(*(one for one in hits if one != "body")), task.joined(*hits)
    _put_whole(task, both, anywhere)
    _put_names(task, both, anywhere)
    _put_numbers(task)
    _put_pairs(task)
    _put_speaker(task)
    _put_days(task)


def _hits(asked: Asked, block: Block, taken: tuple[Ints, Ids]) -> _Hits:
    owner, packed = taken
    at, term = asked.terms.among(block.passage, owner, packed // OFTEN)
    often = (packed[at] % OFTEN).astype(np.float64)
    return _Hits(owner[at], term, often, ~asked.near[term])


def _put_field(task: _Task, name: str) -> None:
    hits, block, columns = task.hits[name], task.block, task.columns
    weights = columns.idf(task.asked.terms.values, name, task.asked.shares)
    weight, own, whose = weights[hits.term], hits.own, hits.owner[hits.own]
    lengths = columns.fields[name].lengths(block.rows)
    scores = weight * _saturated(hits, lengths / columns.mean_length(name))
    block.put_ranked(f"{name}.bm25", task.count(whose, scores[own]))
    block.put_ranked(f"{name}.bm25_near", task.count(hits.owner, scores * np.where(own, 1.0, 0.5)))
    shared, rarest = task.count(whose, weight[own]), np.zeros(len(block))
    np.maximum.at(rarest, whose, weight[own])
    block.put(f"{name}.asked", share(shared, task.all_asked(weights * ~task.asked.near)))
    block.put(f"{name}.rarest", rarest / most(len(columns)))
    block.put(f"{name}.count", np.log1p(task.count(whose)))
    block.put(f"{name}.length", np.log1p(lengths))
    if name != "body":
        whole = _weight_of(task, name)
        block.put_ranked(f"{name}.covered", share(shared, whole))
        block.put(f"{name}.covered_near", share(task.count(hits.owner, weight), whole))


def _saturated(hits: _Hits, relative: Floats) -> Floats:
    """What a hit counts for in a text as many times as long as usual."""
    return hits.often * (K1 + 1) / (hits.often + K1 * (1 - B + B * relative)[hits.owner])


def _weight_of(task: _Task, name: str) -> Floats:
    """How telling all words of each candidate's field are together."""
    owner, packed = task.taken[name]
    return task.count(owner, task.columns.idf((packed // OFTEN).astype(np.int64), name))


def _put_whole(task: _Task, both: _Hits, anywhere: _Hits) -> None:
    """BM25 over statement and title as one, and what share of the passage any field has."""
    asked, columns, block = task.asked, task.columns, task.block
    own = (~asked.near).astype(np.float64)
    weights = columns.idf(asked.terms.values, "statement", asked.shares) * own
    fields = [columns.fields[one] for one in ("statement", "title")]
    lengths = fields[0].lengths(block.rows) + fields[1].lengths(block.rows)
    usual = columns.mean_length("statement") + columns.mean_length("title")
    scores = weights[both.term] * _saturated(both, lengths / usual)
    block.put_ranked("whole.bm25", task.count(both.owner, scores))
    found = task.count(anywhere.owner, weights[anywhere.term])
    block.put("any.asked", share(found, task.all_asked(weights)))
    block.put("asked.length", np.log1p(task.all_asked(own)))


def _put_names(task: _Task, both: _Hits, anywhere: _Hits) -> None:
    """Those of the claim that the passage has, and those of the passage that the claim has."""
    owner, term, many = task.common("names", task.asked.terms)
    own = ~task.asked.near[term]
    task.block.put("names.found", task.count(owner[own]) / many)
    task.block.put("names.found_near", task.count(owner) / many)
    called = (task.asked.named & ~task.asked.near).astype(np.float64)
    asked = task.all_asked(called)
    task.block.put("names.asked", share(task.count(both.owner, called[both.term]), asked))
    if "body" in task.hits:
        found = task.count(anywhere.owner, called[anywhere.term])
        task.block.put("names.asked_body", share(found, asked))


def _put_numbers(task: _Task) -> None:
    block, asked = task.block, task.asked
    for name, wanted in (("numbers", asked.numbers), ("numbers_near", asked.numbers_near)):
        owner, _, many = task.common("numbers", wanted)
        same, there = task.count(owner), task.columns.fields["numbers"].lengths(block.rows) > 0
        block.put(f"{name}.found", same / many)
        block.put(f"{name}.asked", same / np.maximum(1, task.of_passage(wanted.many)))
        block.put(f"{name}.other", there & (task.of_passage(wanted.many) > 0) & (same == 0))


def _put_pairs(task: _Task) -> None:
    block, wanted = task.block, task.asked.pairs
    owner, _, many = task.common("pairs", wanted)
    same = task.count(owner)
    block.put("pairs.count", np.log1p(same))
    block.put("pairs.asked", same / np.maximum(1, task.of_passage(wanted.many)))
    block.put("pairs.covered", same / many)


def _put_speaker(task: _Task) -> None:
    block, columns, wanted = task.block, task.columns, task.asked.speaker
    owner, _, many = task.common("speaker", wanted)
    asked = task.of_passage(wanted.many)
    block.put("speaker.same", task.count(owner) / many)
    block.put("speaker.known", (columns.fields["speaker"].lengths(block.rows) > 0) & (asked > 0))
    owner, _, many = task.common("speaker", task.asked.terms)
    block.put("speaker.named", task.count(owner) / many)
    for name in task.hits:
        there = np.zeros(len(block))
        if len(wanted.values):
            told, packed = task.taken[name]
            at, _ = wanted.among(block.passage, told, packed // OFTEN)
            there = task.count(told[at])
        block.put(f"speaker.in_{name}", there / np.maximum(1, asked))


def _put_days(task: _Task) -> None:
    block = task.block
    days, on = task.columns.days[block.rows], task.of_passage(task.asked.days)
    known = (days != NO_DAY) & (on != NO_DAY)
    gap = np.where(known, on - days, 0.0)
    block.put("days.known", known)
    block.put("days.earlier", known & (gap > 0))
    block.put("days.later", known & (gap < 0))
    block.put("days.same", known & (gap == 0))
    block.put("days.month", known * np.exp(-np.abs(gap) / 30))
    block.put("days.year", known * np.exp(-np.abs(gap) / 365))
    block.put("days.far", known * np.log1p(np.abs(gap)) / np.log1p(3650))
    block.put("days.years", known * np.exp(-np.abs(gap) / 1500))
