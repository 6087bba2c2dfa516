"""Finds the tracked claims that may be what a text is about: BM25 by tantivy, and by vectors."""

from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any, Final

import numpy as np
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from nlp.columns import Columns
from nlp.encoder import SentenceEncoder
from nlp.encoder import Vectors as Floats
from nlp.ragged import Ints
from nlp.rows import Rows
from nlp.shelf import Shelf
from nlp.values import Candidate, ClaimText
from nlp.vectors import Vectors
from nlp.words import analyzer, stems

# A sentence has 10 to 40 stems; a pasted page must not become a query of thousands of clauses.
LONGEST_QUERY: Final = 64
# So that in a young newsroom with eight claims a word of two of them still counts as rare.
PRIOR_CLAIMS: Final = 50
WORDS: Final = ("words",)
WORDS_AND_BODY: Final = ("words", "body")
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
        self._index.register_tokenizer("claims_en", analyzer())
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

    def search(self, text: str, *, top: int = 20) -> tuple[Candidate, ...]:
        """The best claims for the words of a text, best first; any text is a fair question.

        Words are terms, never a query language, so no mark in the text has a meaning.
        """
        return self._found(stems(text), WORDS, top)

    def worded(self, text: str, *, top: int, fields: Sequence[str] = WORDS) -> Ints:
        """The rows of the best claims for the words of a text, in the fields named."""
        found = self._found(stems(text), fields, top)
        return self.rows.of([one.claim_id for one in found])

    def nearest(self, queries: Floats, *, top: int) -> list[Ints]:
        """The rows of the claims nearest to each passage; none without an encoder."""
        if self.vectors is None:
            return [np.zeros(0, dtype=np.int64) for _ in queries]
        return [self.rows.standing(rows) for rows in self.vectors.nearest(queries, top)]

    def by_speaker(self, name: str, query: Floats, *, top: int) -> Ints:
        """The rows of the claims of one speaker that are nearest to a passage."""
        rows = self.rows.standing(self.columns.said_by(self.columns.known(stems(name))))
        if self.vectors is None or len(rows) <= top:
            return rows[-top:]
        return rows[np.argsort(-self.vectors.cosines("whole", rows, query))[:top]]

    @property
    def has_bodies(self) -> bool:
        """Whether any claim has the text of its published check."""
        return len(self.columns.fields["body"].values) > 0

    def rarity(self, stem: str) -> float:
        """How telling a stem is among these claims; above 0, larger is rarer."""
        searcher = self._index.searcher()
        return log((searcher.num_docs + PRIOR_CLAIMS) / (searcher.doc_freq("words", stem) + 1))

    def _found(
        self, words: Sequence[str], fields: Sequence[str], top: int
    ) -> tuple[Candidate, ...]:
        terms = tuple(dict.fromkeys(words))[:LONGEST_QUERY]
        if not terms or top < 1:
            return ()
        searcher = self._index.searcher()
        hits = searcher.search(self._any_of(terms, fields), top, count=False).hits
        ids = searcher.fast_field_values("claim_id", [address for _, address in hits])
        return tuple(
            Candidate(claim_id=int(claim_id or 0), score=score)
            for claim_id, (score, _) in zip(ids, hits, strict=True)
        )

    def _only(self, claim_id: int) -> Query:
        # By query: deleting by term reads a Python int as signed, and silently deletes nothing.
        return Query.term_query(self._schema, "claim_id", claim_id)

    def _any_of(self, terms: Iterable[str], fields: Sequence[str]) -> Query:
        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self._schema, field, term))
                for term in terms
                for field in fields
            ]
        )


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("claim_id", stored=True, indexed=True, fast=True)
    for name in WORDS_AND_BODY:
        builder.add_text_field(name, tokenizer_name="claims_en", index_option="freq")
    return builder.build()


def _document(claim: ClaimText, schema: Schema) -> Document:
    words = " ".join(one for one in (claim.speaker, claim.title, claim.statement) if one)
    fields = {"claim_id": claim.claim_id, "words": words, "body": claim.body}
    return Document.from_dict(fields, schema)
