"""The promises of `static/recheck.css`: contrasts, weight, nothing from elsewhere."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
CSS = (STATIC / "recheck.css").read_text()
TEXT, GRAPHIC = 4.5, 3.0
BUDGET = 10_000

Themes = tuple[dict[str, str], dict[str, str]]

# What stands on what: (ink, ground, the least ratio in light and in dark). The figures of the
# design where it gives one, a hair below for its rounding; WCAG 2.2 AA for the rest.
PAIRS = [
    ("ink", "surface", 17.3, 14.5),
    ("ink", "mark", 15.2, 8.9),
    ("ink-2", "paper", 8.5, 9.8),
    ("ink-3", "paper", 5.5, 6.4),
    ("ink-3", "sunken", 5.1, 5.4),
    ("edge", "surface", 3.9, 4.1),
    ("edge", "sunken", 3.4, 3.7),
    ("on-accent", "accent", 8.0, 8.5),
    ("accent", "paper", 7.5, 9.1),
    ("accent", "accent-soft", 6.8, 6.7),
    ("for", "surface", 6.8, 8.0),
    ("for", "for-soft", 5.7, 6.6),
    ("against", "surface", 6.3, 8.1),
    ("against", "against-soft", 5.3, 6.6),
    ("warn", "surface", 7.6, 9.8),
    ("warn", "warn-soft", 6.7, 7.8),
    ("warn-line", "surface", 3.3, 5.7),
    ("wait", "wait-soft", 6.4, 6.9),
    ("danger", "surface", 7.7, 8.4),
    ("danger", "danger-soft", TEXT, TEXT),
    ("ink-2", "sunken", TEXT, TEXT),
    ("ink-3", "surface", TEXT, TEXT),
    ("ink-3", "hover", TEXT, TEXT),
    ("ink-2", "accent-soft", TEXT, TEXT),
    ("ink-3", "accent-soft", TEXT, TEXT),
    ("ink", "for-soft", TEXT, TEXT),
    ("ink", "against-soft", TEXT, TEXT),
    ("ink", "warn-soft", TEXT, TEXT),
    ("paper", "ink", TEXT, TEXT),
    ("edge", "paper", GRAPHIC, GRAPHIC),
]


def themes(css: str) -> Themes:
    """The tokens of the light and the dark theme, as written in the `light-dark()` block."""
    pattern = r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)"
    found = re.findall(pattern, css)
    return {name: light for name, light, _ in found}, {name: dark for name, _, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(css: str) -> Iterable[str]:
    for ink, ground, light, dark in PAIRS:
        for tokens, least, theme in zip(themes(css), (light, dark), ("light", "dark"), strict=True):
            if contrast(tokens[ink], tokens[ground]) < least:
                yield f"{ink} on {ground}, {theme}"


def from_elsewhere(text: str) -> list[str]:
    return re.findall(r"(?:url\(\s*[\"']?|@import\s+[\"']?)(?:https?:)?//[^)\"']*", text)


def test_every_pair_of_colours_has_its_contrast() -> None:
    assert list(too_faint(CSS)) == []


@pytest.mark.parametrize(
    ("token", "faint", "complaint"),
    [
        ("ink-3: light-dark(#696356", "ink-3: light-dark(#9A9488", "ink-3 on paper, light"),
        ("accent: light-dark(#0B5A52, #6CC7BA", "accent: light-dark(#0B5A52, #2A6C62",
         "accent on paper, dark"),
    ],
)  # fmt: skip
def test_a_token_made_fainter_is_caught(token: str, faint: str, complaint: str) -> None:
    assert token in CSS

    assert complaint in list(too_faint(CSS.replace(token, faint)))


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_older_browsers_get_the_light_theme() -> None:
    plain = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", CSS.split("@supports")[0]))

    assert plain == themes(CSS)[0]


def test_every_token_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", CSS))

    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= defined


def test_the_stylesheet_weighs_less_than_its_budget() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= BUDGET


def test_the_desks_own_script_weighs_less_than_its_budget() -> None:
    assert len(gzip.compress((STATIC / "desk.js").read_bytes(), 9)) <= 4_000


def test_nothing_comes_from_elsewhere() -> None:
    assert from_elsewhere(CSS) == []
    assert from_elsewhere('@import "https://fonts.example/a.css"; b{src:url(//c.example/d)}') == [
        '@import "https://fonts.example/a.css',
        "url(//c.example/d",
    ]


def test_every_file_that_the_stylesheet_names_is_there() -> None:
    named = re.findall(r"url\((fonts/[^)]+)\)", CSS)

    assert named
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_the_fonts_of_a_first_visit_weigh_at_most_a_hundred_kilobytes() -> None:
    first = ("inter-latin.woff2", "source-serif-latin.woff2")

    assert sum((STATIC / "fonts" / name).stat().st_size for name in first) <= 100_000
