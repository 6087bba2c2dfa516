"""Reads and writes plain JSON with its types kept, so that stored facts can be replayed exactly."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


def utc(moment: datetime) -> datetime:
    """The same instant in UTC; refuses a time without a zone, which names no instant.

    >>> utc(datetime.fromisoformat("2025-08-16T00:00:00-08:00")).isoformat()
    '2025-08-16T08:00:00+00:00'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone names no instant: {moment.isoformat()}")
    return moment.astimezone(UTC)


def utc_or_none(moment: datetime | None) -> datetime | None:
    """As `utc`, where the moment may never have come."""
    return None if moment is None else utc(moment)


def written(value: datetime | date | None) -> str | None:
    """A day or an instant as ISO 8601."""
    return None if value is None else value.isoformat()


def text(data: Mapping[str, Json], name: str) -> str:
    """The string under this name; TypeError if something else stands there."""
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected text, found {type(value).__name__}")
    return value


def text_or_none(data: Mapping[str, Json], name: str) -> str | None:
    """As `text`, where nothing may be known."""
    return None if data[name] is None else text(data, name)


def number(data: Mapping[str, Json], name: str) -> int:
    """The whole number under this name; TypeError if something else stands there."""
    value = data[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}: expected a whole number, found {type(value).__name__}")
    return value


def number_or_none(data: Mapping[str, Json], name: str) -> int | None:
    """As `number`, where nothing may be known."""
    return None if data[name] is None else number(data, name)


def count(data: Mapping[str, Json], name: str) -> int:
    """The whole number under this name; none where the name is missing."""
    return number(data, name) if name in data else 0


def yes(data: Mapping[str, Json], name: str) -> bool:
    """The yes or no under this name; TypeError if something else stands there."""
    value = data[name]
    if not isinstance(value, bool):
        raise TypeError(f"{name}: expected true or false, found {type(value).__name__}")
    return value


def moment(data: Mapping[str, Json], name: str) -> datetime:
    """The instant under this name, in UTC."""
    return utc(datetime.fromisoformat(text(data, name)))


def moment_or_none(data: Mapping[str, Json], name: str) -> datetime | None:
    """As `moment`, where it may never have come."""
    return None if data[name] is None else moment(data, name)


def day_or_none(data: Mapping[str, Json], name: str) -> date | None:
    """The calendar day under this name, if one was named."""
    return None if data[name] is None else date.fromisoformat(text(data, name))


def array(data: Mapping[str, Json], name: str) -> list[Json]:
    """The list under this name; TypeError if something else stands there."""
    value = data[name]
    if not isinstance(value, list):
        raise TypeError(f"{name}: expected a list, found {type(value).__name__}")
    return value


def texts(data: Mapping[str, Json], name: str) -> tuple[str, ...]:
    """The list of strings under this name."""
    return tuple(text({name: value}, name) for value in array(data, name))


def numbers(data: Mapping[str, Json], name: str) -> tuple[int, ...]:
    """The list of whole numbers under this name."""
    return tuple(number({name: value}, name) for value in array(data, name))


def mapping(value: Json) -> JsonObject:
    """A JSON object; TypeError if the value is something else."""
    if not isinstance(value, dict):
        raise TypeError(f"expected an object, found {type(value).__name__}")
    return value


def canonical(data: Json) -> str:
    """One text for one value: keys sorted, no spaces, letters as they are.

    >>> canonical({"b": 1, "a": ["é", None]})
    '{"a":["é",null],"b":1}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(data: Json) -> str:
    """SHA-256 of the canonical text, in hex: equal facts have equal digests.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    return hashlib.sha256(canonical(data).encode()).hexdigest()
