"""Refusals of the publishing room; their texts are for people."""


class PublishingError(Exception):
    """The parent of every refusal of this room."""


class NotReady(PublishingError):
    """Rules stand against publishing; `objections` has one sentence for each."""

    def __init__(self, *objections: str) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


class NothingToAffirm(PublishingError):
    """The review looks at no reopened edition."""


class MayNotClose(PublishingError):
    """Readers hold something of the claim that must stay watched."""


class NotAtOdds(PublishingError):
    """The two editions do not contradict each other any more, or one is in force no longer."""
