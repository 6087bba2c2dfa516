"""Plain text, as the sandbox's child reads it."""

from collections.abc import Mapping

from sources.charsets import UnknownEncoding, clean, decode


def parse(body: bytes, options: Mapping[str, str]) -> dict[str, object]:
    """{"text"} with nothing moved but line ends and control characters, or {"refused"}."""
    try:
        text = decode(body, content_type=options["content_type"])
    except UnknownEncoding as error:
        return {"refused": str(error)}
    return {"text": clean(text)}
