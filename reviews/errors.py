"""Refusals of the review desk; each is its own kind, and says what to do."""


class ReviewError(Exception):
    """The parent of every refusal of this room; its text is for people."""


class ReviewAlreadyOpen(ReviewError):
    """The claim has an open review; there is never a second one."""


class IllegalMove(ReviewError):
    """The review's state does not allow this."""


class StaleReview(ReviewError):
    """Somebody else moved the review first."""


class Objection(ReviewError):
    """A rule of the desk stands against it."""
