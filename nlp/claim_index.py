"""Finds the tracked claims that may be what a text is about: BM25 by tantivy, and by vectors."""

from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import Final

import numpy as np
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from nlp.columns import Columns
from nlp.encoder import SentenceEncoder
from nlp.encoder import Vectors as Floats
from nlp.ragged import Ints
from nlp.rows import Rows
from nlp.shelf import begin, is_new, keep, opened
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


class ClaimIndex:
    """The words, and with an encoder the vectors, of all claims that may be matched."""

    def __init__(self, path: Path | None = None, *, encoder: SentenceEncoder | None = None) -> None:
        """Open the index in `path`, memory-mapped, or an empty one in memory.

        Raises OSError or ValueError where the folder holds no whole index of this engine version
        and this encoder; who keeps it empties the folder and builds it anew.
        """
        self._path, self._schema = path, _schema()
        self.columns, self.rows = Columns(), Rows()
        self.vectors = None if encoder is None else Vectors(encoder)
        if path and not is_new(path):
            self._read(path, encoder)
        if path:
            (path / _WORDS).mkdir(parents=True, exist_ok=True)
        self._index = Index(self._schema, path=str(path / _WORDS) if path else None)
        self._index.register_tokenizer("claims_en", analyzer())
        if len(self) != np.count_nonzero(self.rows.live):
            raise ValueError(f"{path}: words and columns are of different claims")

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

    def put(self, claims: Iterable[ClaimText]) -> None:
        """Add claims, or replace those with the same id; searches see all or none of them."""
        fresh = list({claim.claim_id: claim for claim in claims}.values())
        old = [int(self.rows.ids[row]) for row in self.rows.of([one.claim_id for one in fresh])]
        if self._path:
            begin(self._path)
        if self.vectors is not None:
            self.vectors.add(fresh)
        for start in range(0, len(fresh), _PIECE):
            # A piece at a time: a million claims taken apart at once would fill the memory.
            self.columns.add(fresh[start : start + _PIECE])
        self.rows.add([claim.claim_id for claim in fresh])
        self._commit(old, [_document(claim, self._schema) for claim in fresh])

    def drop(self, claim_ids: Iterable[int]) -> None:
        """Take claims out; an unknown id is no error."""
        gone = list(claim_ids)
        if self._path:
            begin(self._path)
        self.rows.drop(gone)
        self._commit(gone, ())

    def _commit(self, gone: Iterable[int], fresh: Iterable[Document]) -> None:
        writer = self._index.writer(_HEAP, 1)
        for claim_id in gone:
            writer.delete_documents_by_query(self._only(claim_id))
        for document in fresh:
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        if self._path:
            self._keep(self._path)

    def _keep(self, path: Path) -> None:
        arrays = {**self.columns.arrays(), "ids": self.rows.ids, "live": self.rows.live}
        if self.vectors is not None:
            arrays |= self.vectors.arrays()
        model = self.vectors.encoder.model_id if self.vectors is not None else ""
        keep(path, arrays, {"model": model, "words": list(self.columns.words)})

    def _read(self, path: Path, encoder: SentenceEncoder | None) -> None:
        arrays, about = opened(path)
        if about["model"] != (encoder.model_id if encoder else ""):
            raise ValueError(f"{path}: vectors of {about['model'] or 'no encoder'}")
        self.columns = Columns.of(arrays, about["words"])
        self.rows = Rows(arrays["ids"], arrays["live"])
        if encoder is not None:
            self.vectors = Vectors.of(arrays, encoder)

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
