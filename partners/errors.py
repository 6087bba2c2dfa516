"""Refusals of the partners' room; their texts are for people."""


class PartnerError(Exception):
    """The parent of every refusal of this room."""


class EndpointRefused(PartnerError):
    """The address, the secret or the events of an endpoint break a rule."""


class TooManyKeys(PartnerError):
    """The partner has two live keys already, enough to change one for the other."""


class UnknownScope(PartnerError):
    """A key is to open something that does not exist, or nothing."""


class UnknownEdition(PartnerError):
    """The fact-check has no edition of that number."""
