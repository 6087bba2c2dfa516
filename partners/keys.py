"""API keys: made, hashed, compared. Pure.

A key is 256 random bits, so a fast hash is right: a password hash per request would let anybody
keep us busy with wrong keys (OWASP ASVS 5.0, 11.5.1).
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

_PREFIX_BYTES: Final = 6
_SECRET_BYTES: Final = 32
_SHAPE: Final = re.compile(r"rk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: `plain` is shown once and kept nowhere, `prefix` finds its row again."""

    prefix: str
    plain: str
    hash: str


def make() -> NewKey:
    """A new random key, `rk_<prefix>_<secret>`.

    >>> key = make()
    >>> prefix_of(key.plain) == key.prefix, same(key.plain, key.hash)
    (True, True)
    """
    prefix = secrets.token_hex(_PREFIX_BYTES)
    plain = f"rk_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return NewKey(prefix, plain, digest(plain))


def digest(plain: str) -> str:
    """What is stored of a key: SHA-256, 64 hex digits."""
    return hashlib.sha256(plain.encode()).hexdigest()


def same(plain: str, stored: str) -> bool:
    """Whether the key is the one of the stored hash, in constant time."""
    return compare_digest(digest(plain).encode(), stored.encode())


def prefix_of(text: str) -> str | None:
    """The prefix of what may be a key, or None where it has not the shape of one.

    >>> prefix_of("rk_nonsense") is None
    True
    """
    found = _SHAPE.fullmatch(text)
    return found[1] if found else None
