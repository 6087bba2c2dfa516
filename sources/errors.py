"""Refusals of the room of sources; their texts are for people."""


class SourceError(Exception):
    """The parent of every refusal of this room."""


class NothingToRead(SourceError):
    """There is no article text in it."""


class TooLong(SourceError):
    """More text than an article has."""
