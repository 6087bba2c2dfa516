"""Bytes into text."""

import pytest

from sources.charsets import UnknownEncoding, clean, decode

RUSSIAN = "Президент сказал, что переговоры начнутся во вторник, двенадцатого августа. " * 3
FRENCH = "Le président a déclaré que la réunion aura lieu à l’été — c’est décidé. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_or_utf_8_needs_no_declaration(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "utf-16-le"])
def test_a_declared_encoding_is_believed(encoding: str) -> None:
    body = RUSSIAN.encode(encoding)

    assert decode(body, content_type=f"text/html; charset={encoding}") == RUSSIAN


def test_valid_utf_8_wins_over_a_false_declaration() -> None:
    assert decode(FRENCH.encode(), content_type="text/plain; charset=iso-8859-1") == FRENCH


def test_iso_8859_1_means_windows_1252_on_the_web() -> None:
    body = FRENCH.encode("windows-1252")

    assert decode(body, content_type="text/plain; charset=iso-8859-1") == FRENCH


def test_a_page_may_declare_its_encoding_inside() -> None:
    body = f'<html><meta charset="koi8-r"><p>{RUSSIAN}'.encode("koi8-r")

    assert RUSSIAN in decode(body, markup=True)


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "koi8-r"), (FRENCH, "windows-1252"), (RUSSIAN, "cp1251")]
)
def test_an_undeclared_encoding_is_told_by_its_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    body = RUSSIAN.encode() + b"\xff\xfe" + RUSSIAN.encode()

    assert decode(body, content_type="text/plain; charset=utf-8") == f"{RUSSIAN}��{RUSSIAN}"


@pytest.mark.parametrize("label", ["zlib", "unicode-escape", "rot13", "hex", "nonsense"])
def test_a_codec_that_is_no_charset_is_not_believed(label: str) -> None:
    assert decode(b"\\u0041 plain", content_type=f"text/plain; charset={label}") == "\\u0041 plain"


def test_what_no_encoding_explains_is_refused_by_name() -> None:
    noise = bytes(range(1, 256)) * 20

    with pytest.raises(UnknownEncoding, match="Save it as UTF-8"):
        decode(noise)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_that_the_bytes_belie_is_refused(encoding: str) -> None:
    lone_surrogate = "\ud800".encode(f"{encoding}-le", "surrogatepass")

    with pytest.raises(UnknownEncoding):
        decode(RUSSIAN.encode(encoding) + lone_surrogate)


def test_control_characters_behind_a_byte_order_mark_are_no_text() -> None:
    noise = "".join(map(chr, range(1, 128))) * 20

    with pytest.raises(UnknownEncoding):
        decode(noise.encode("utf-16"))


def test_a_text_full_of_escape_characters_is_no_utf_8_but_looked_at_again() -> None:
    japanese = "大統領は火曜日に会談が始まると述べた。" * 5

    assert decode(japanese.encode("iso-2022-jp")) == japanese


def test_a_few_control_characters_in_a_known_encoding_are_bearable() -> None:
    assert decode((RUSSIAN + "\x01").encode("utf-16")) == RUSSIAN + "\x01"


def test_control_characters_go_and_letters_are_composed() -> None:
    assert clean("a\x00b\x01\x9fc\ufffe\r\nd\re\u2028f\tg cafe\u0301") == "abc\nd\ne\nf\tg café"
