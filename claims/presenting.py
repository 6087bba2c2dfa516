"""What an article gave, as lines for people and as JSON for programs."""

from collections.abc import Iterator

from claims.ingest import Ingested
from claims.models import Appearance, Statement


def as_json(given: Ingested) -> dict[str, object]:
    """The article with its statements and the passages that touch tracked claims."""
    return {
        "article": given.capture.article.url,
        "title": given.capture.title,
        "version": given.capture.number,
        "new": given.fresh,
        "statements": [_statement(row) for row in given.statements],
        "passages": [_passage(row) for row in given.passages],
    }


def as_lines(given: Ingested) -> list[str]:
    """The same for a reader at a terminal."""
    state = "new" if given.fresh else "known already"
    title = given.capture.title or "Untitled article"
    lines = [f"{title} (version {given.capture.number}, {state})", ""]
    count = len(given.statements)
    lines.append(f"{count} statement{'' if count == 1 else 's'}:")
    for row in given.statements:
        lines += _statement_lines(row)
    touching = len(given.passages)
    verb = "passage touches" if touching == 1 else "passages touch"
    lines += ["", f"{touching} {verb} tracked claims:"]
    for passage in given.passages:
        lines.append(f"  {passage.claim.number} {passage.claim.statement}")
        lines.append(
            f"      {passage.stance}, score {passage.score:.2f}, waits for a person to confirm it"
        )
    if not given.passages:
        lines.append("  none. Nothing that is tracked is mentioned, as far as we can tell.")
    return lines


def chain_words(statement: Statement) -> str:
    """Who says it, through whom: "Zelenskyy, citing Witkoff, citing Russia"."""
    return ", citing ".join(reversed([relay.name for relay in statement.relays.all()]))


def due_words(statement: Statement) -> str:
    """When it can be checked, as far as the speaker said so."""
    if statement.due_on:
        return f"due {statement.due_on:%a %d %b %Y}"
    if statement.due_earliest:
        return f"from {statement.due_earliest:%a %d %b %Y} at the earliest, no deadline named"
    condition = statement.condition
    return condition[:1].lower() + condition[1:] if condition else statement.due_words


def _statement_lines(row: Statement) -> Iterator[str]:
    said_by = chain_words(row) or "nobody is quoted for it"
    details = [row.kind, row.form, f"said {row.said_on:%a %d %b}" if row.said_on else ""]
    details.append(due_words(row))
    yield f"  {row.order + 1:>2}. {row.proposed}"
    yield f"      {said_by} ({', '.join(word for word in details if word)})"


def _statement(row: Statement) -> dict[str, object]:
    return {
        "proposed": row.proposed,
        "start": row.start,
        "end": row.end,
        "kind": row.kind,
        "form": row.form,
        "chain": [
            {"name": relay.name, "named": relay.named, "heard_directly": relay.heard_directly}
            for relay in row.relays.all()
        ],
        "said_on": row.said_on.isoformat() if row.said_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "earliest": row.due_earliest.isoformat() if row.due_earliest else None,
        "condition": row.condition,
    }


def _passage(row: Appearance) -> dict[str, object]:
    return {
        "claim": row.claim.number,
        "statement": row.claim.statement,
        "start": row.start,
        "end": row.end,
        "score": round(row.score, 4),
        "stance": row.stance,
        "later": row.later,
        "differences": row.differences,
    }
