"""Finds the tracked claims that may be what a text is about: BM25 by tantivy, and by vectors."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from tantivy import DocAddress, Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from nlp.background import rarity, shares
from nlp.columns import Columns
from nlp.encoder import SentenceEncoder
from nlp.encoder import Vectors as Floats
from nlp.ragged import Ints
from nlp.rows import Rows
from nlp.shelf import Shelf
from nlp.values import Candidate, ClaimText
from nlp.vectors import Vectors
from nlp.words import stems

# A sentence has 10 to 40 stems; a pasted page must not become a query of thousands of clauses.
LONGEST_QUERY: Final = 64
# Speaker, title and statement as one: apart, many publishers' short titles outweigh what was said.
WORDS: Final = ("words",)
BODY: Final = ("body",)
# Said again, a word weighs more, but not as much again (by R@20 of CheckThat! 2020 train).
AGAIN: Final = 0.7
Asking = tuple[Sequence[str], Sequence[str]]
Clauses = Callable[[str, str, int], tuple[Occur, Query]]
Hits = Sequence[tuple[float, DocAddress]]
_PIECE: Final = 50_000
_HEAP: Final = 15_000_000
_WORDS: Final = "words"
# The arrays that change in place; all others only grow.
_CHANGING: Final = (".seen", "live")
NOTHING: Final[Mapping[str, object]] = {}


class ClaimIndex:
    """The words, and with an encoder the vectors, of all claims that may be matched."""

    shelf: Shelf | None

    def __init__(
        self,
        path: Path | None = None,
        *,
        encoder: SentenceEncoder | None = None,
        claims_by: SentenceEncoder | None = None,
        before: "ClaimIndex | None" = None,
    ) -> None:
        """Open the index in `path`, memory-mapped, or an empty one in memory.

        `claims_by` gives the vectors of claims where they are kept elsewhere; `before` is this
        index as it was opened earlier, so that only what was added since is checked.

        Raises OSError or ValueError where the folder holds no whole index of this engine version
        and this encoder; who keeps it empties the folder and builds it anew. `put` and `drop`
        raise ValueError where another process has changed the folder: `reopened` first.
        """
        self._schema = _schema()
        seen = before.shelf if before else None
        self.shelf = Shelf(path, before=seen) if path else None
        self._claims_by = claims_by or encoder
        self.columns, self.rows = Columns(), Rows()
        self.vectors = None if encoder is None else Vectors(encoder)
        words = self.shelf.folder / _WORDS if self.shelf else None
        if self.shelf and not self.shelf.is_new:
            self._read(self.shelf, list(before.columns.words) if before else [])
        if words:
            words.mkdir(parents=True, exist_ok=True)
        self._index = Index(self._schema, path=str(words) if words else None)
        # By hand: words must not run ahead of the columns that they are weighed with.
        self._index.config_reader(reload_policy="manual")
        if len(self) != np.count_nonzero(self.rows.live):
            raise ValueError("words and columns are of different claims")

    @classmethod
    def build(
        cls,
        claims: Iterable[ClaimText],
        path: Path | None = None,
        *,
        encoder: SentenceEncoder | None = None,
    ) -> "ClaimIndex":
        """An index of these claims alone."""
        index = cls(path, encoder=encoder)
        index.put(claims)
        return index

    def __len__(self) -> int:
        """How many claims are in it."""
        return int(self._index.searcher().num_docs)

    @property
    def about(self) -> Mapping[str, Any]:
        """What was said of the state in the folder, by whoever put it there."""
        return self.shelf.about if self.shelf else {}

    @property
    def unencoded(self) -> int:
        """How many claims have no vector yet, and are found by words alone."""
        if self.vectors is None:
            return 0
        return int(np.count_nonzero(self.vectors.empty() & self.rows.live))

    def put(self, claims: Iterable[ClaimText], *, about: Mapping[str, object] = NOTHING) -> None:
        """Add claims, or replace those with the same id; searches see all or none of them."""
        self.change(claims, (), about=about)

    def drop(self, claim_ids: Iterable[int]) -> None:
        """Take claims out; an unknown id is no error."""
        self.change((), claim_ids)

    def change(
        self,
        claims: Iterable[ClaimText],
        gone: Iterable[int],
        *,
        about: Mapping[str, object] = NOTHING,
    ) -> None:
        """Put some claims and drop others in one step; `about` is said of what then stands."""
        fresh = list({claim.claim_id: claim for claim in claims}.values())
        dropped = list(gone)
        old = [int(self.rows.ids[row]) for row in self.rows.of([one.claim_id for one in fresh])]
        if self.shelf:
            self.shelf.begin()
        known = len(self.columns.words)
        if fresh:
            self._add(fresh)
        self.rows.drop(dropped)
        if fresh or dropped:
            self._commit([*old, *dropped], [_document(claim, self._schema) for claim in fresh])
        if self.shelf:
            self._keep(self.shelf, known, about)

    def reopened(self) -> "ClaimIndex":
        """The index as its folder holds it now, mapped; this one stays as it was for its readers.

        Raises ValueError as opening does.
        """
        encoder = self.vectors.encoder if self.vectors is not None else None
        path = self.shelf.folder if self.shelf else None
        return ClaimIndex(path, encoder=encoder, claims_by=self._claims_by, before=self)

    def _add(self, fresh: Sequence[ClaimText]) -> None:
        if self.vectors is not None and self._claims_by is not None:
            self.vectors.add(fresh, by=self._claims_by)
        for start in range(0, len(fresh), _PIECE):
            # A piece at a time: a million claims taken apart at once would fill the memory.
            self.columns.add(fresh[start : start + _PIECE])
        self.rows.add([claim.claim_id for claim in fresh])

    def _commit(self, gone: Iterable[int], fresh: Iterable[Document]) -> None:
        writer = self._index.writer(_HEAP, 1)
        for claim_id in gone:
            writer.delete_documents_by_query(self._only(claim_id))
        for document in fresh:
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _keep(self, shelf: Shelf, known: int, about: Mapping[str, object]) -> None:
        arrays = {**self.columns.arrays(), "ids": self.rows.ids, "live": self.rows.live}
        if self.vectors is not None:
            arrays |= self.vectors.arrays()
        changing = {name: arrays.pop(name) for name in list(arrays) if name.endswith(_CHANGING)}
        words = [path for path in (shelf.folder / _WORDS).iterdir() if path.suffix != ".lock"]
        fresh = list(self.columns.words)[known:]
        shelf.keep((arrays, changing), fresh, words, {**about, "model": self._model()})

    def _read(self, shelf: Shelf, known: Sequence[str]) -> None:
        arrays, words = shelf.read()
        if shelf.about["model"] != self._model():
            made_by = shelf.about["model"] or "no encoder"
            raise ValueError(f"{shelf.folder}: vectors of {made_by}")
        self.columns = Columns.of(arrays, [*known, *words])
        self.rows = Rows(arrays["ids"], arrays["live"])
        if self.vectors is not None:
            self.vectors = Vectors.of(arrays, self.vectors.encoder)

    def _model(self) -> str:
        return self.vectors.encoder.model_id if self.vectors is not None else ""

    def search(self, text: str, *, top: int = 20, language: str = "en") -> tuple[Candidate, ...]:
        """The best claims for the words of a text, best first; any text is a fair question.

        Words are terms, never a query language, so no mark in the text has a meaning.
        """
        searcher = self._index.searcher()
        hits = _hits(searcher, self._terms(), stems(text, language), WORDS, top)
        ids = _ids(searcher, [address for _, address in hits]).tolist()
        return tuple(
            Candidate(claim_id, score) for claim_id, (score, _) in zip(ids, hits, strict=True)
        )

    def worded(self, asked: Sequence[Asking], *, top: int) -> list[Ints]:
        """For each (stems, fields) the rows of the best claims; all of one state of the index."""
        searcher, terms = self._index.searcher(), self._terms()
        found = [_hits(searcher, terms, words, fields, top) for words, fields in asked]
        ids = _ids(searcher, [address for hits in found for _, address in hits])
        ends = np.cumsum([len(hits) for hits in found])
        return [self.rows.of(one.tolist()) for one in np.split(ids, ends[:-1])]

    def rarest(self, words: Sequence[str], most: int) -> tuple[str, ...]:
        """Those stems that fewest claims have, as often as they came; none that no claim has."""
        common = self.columns.common(words, ("statement", "title"))
        kept = set(sorted(common, key=lambda word: (common[word], word))[:most])
        return tuple(word for word in words if word in kept)

    def nearest(self, queries: Floats, *, top: int) -> list[Ints]:
        """The rows of the claims nearest to each passage; none without an encoder."""
        if self.vectors is None:
            return [np.zeros(0, dtype=np.int64) for _ in queries]
        return [self.rows.standing(rows) for rows in self.vectors.nearest(queries, top)]

    def by_speaker(self, words: Sequence[str], query: Floats, *, top: int) -> Ints:
        """The rows of the claims by somebody of that name that are nearest to a passage."""
        rows = self.rows.standing(self.columns.said_by(self.columns.known(words)))
        if self.vectors is None or len(rows) <= top:
            return rows[-top:]
        return rows[np.argsort(-self.vectors.cosines("whole", rows, query[None])[:, 0])[:top]]

    @property
    def has_bodies(self) -> bool:
        """Whether any claim has the text of its published check."""
        return len(self.columns.fields["body"].values) > 0

    def rarity(self, stem: str) -> float:
        """How telling a stem is, here and among claims at large; above 0, larger is rarer."""
        searcher = self._index.searcher()
        seen = np.array([sum(searcher.doc_freq(field, stem) for field in WORDS)], dtype=np.float64)
        return float(rarity(seen, shares([stem]), searcher.num_docs)[0])

    def _terms(self) -> Clauses:
        """Clauses by field and stem, each made once: sentences share most of their words."""

        @cache
        def clause(field: str, stem: str, many: int) -> tuple[Occur, Query]:
            term = Query.term_query(self._schema, field, stem)
            return Occur.Should, term if many == 1 else Query.boost_query(term, many**AGAIN)

        return clause

    def _only(self, claim_id: int) -> Query:
        # By query: deleting by term reads a Python int as signed, and silently deletes nothing.
        return Query.term_query(self._schema, "claim_id", claim_id)


def _hits(
    searcher: Searcher, terms: Clauses, words: Sequence[str], fields: Sequence[str], top: int
) -> Hits:
    """(score, address) of the best claims that have any of the words."""
    often = dict(islice(Counter(words).items(), LONGEST_QUERY))
    if not often or top < 1:
        return ()
    query = Query.boolean_query(
        [terms(field, word, many) for word, many in often.items() for field in fields]
    )
    hits: Hits = searcher.search(query, top, count=False).hits
    return hits


def _ids(searcher: Searcher, addresses: Sequence[DocAddress]) -> Ints:
    return np.array(searcher.fast_field_values("claim_id", list(addresses)), dtype=np.int64)


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("claim_id", stored=True, indexed=True, fast=True)
    for name in WORDS + BODY:
        # Stems go in, of each claim in its own language; the engine cuts them apart again.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(claim: ClaimText, schema: Schema) -> Document:
    texts = {
        "words": " ".join(one for one in (claim.speaker, claim.title, claim.statement) if one),
        "body": claim.body,
    }
    words = {name: " ".join(stems(text, claim.language)) for name, text in texts.items()}
    return Document.from_dict({"claim_id": claim.claim_id, **words}, schema)
