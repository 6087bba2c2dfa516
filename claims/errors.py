"""Refusals of the room of claims; their texts are for people."""


class ClaimError(Exception):
    """The parent of every refusal of this room."""


class IllegalMove(ClaimError):
    """The claim's stage does not allow this."""


class StaleClaim(ClaimError):
    """Somebody else changed the claim first."""


class Objection(ClaimError):
    """A rule of the desk stands against it."""
