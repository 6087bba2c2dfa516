"""Each piece of `templates/components/` and each shell, with all it can show and with the least.

The suite runs with undefined template variables as errors, so a context that is documented too
short fails here.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.models import User
from desk.progress import Progress
from tests.desk import kit

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
KIT = sorted(path.name for path in (TEMPLATES / "components").glob("*.html"))
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", re.IGNORECASE)
STATUSES = [
    "unchecked",
    "unverified",
    "corroborated",
    "contradicted",
    "disputed",
    "awaiting",
    "due",
    "resolved",
]


class Filing(forms.Form):
    statement = forms.CharField(help_text="One checkable part.")
    due = forms.DateField(error_messages={"required": "Say by when: a prediction needs a date"})
    side = forms.ChoiceField(widget=forms.RadioSelect, choices=[("for", "Supports")])
    note = forms.CharField(required=False)
    release = forms.BooleanField(required=False, help_text="Partners see it.")


WRONG = Filing({"statement": "It is so", "release": "on"})
REPAIR = {"repair_label": "Use Sun 24 Aug", "repair_name": "due", "repair_value": "2025-08-24"}

# For each component: the least that it may be given, and everything.
CONTEXTS: dict[str, Sequence[Mapping[str, object]]] = {
    "article.html": [{"paragraphs": []}, {"paragraphs": kit.PARAGRAPHS, "lang": "en"}],
    "band.html": [
        {"status": "unchecked", "label": "Unchecked", "reasons": []},
        {"status": "disputed", "label": "Disputed", "since": kit.START, "before": "Unverified",
         "checked_at": kit.NOW, "next_check": kit.NOW, "reasons": kit.REASONS},
    ],
    "chain.html": [
        {"chain": kit.CHAIN},
        {"chain": kit.LONG_CHAIN, "heading": "The other chain", "note": "denies", "end_url": "/a"},
    ],
    "difference.html": [{"difference": kit.DATE}, {"difference": kit.NEGATION}],
    "empty.html": [
        {"icon": "queue", "title": "Nothing waits", "text": "All is decided."},
        {"icon": "queue", "title": "Nothing waits", "text": "All is decided.", "url": "/q",
         "label": "Go on"},
    ],
    "error_summary.html": [{"form": Filing()}, {"form": WRONG}],
    "field.html": [
        {"field": WRONG["statement"]},
        {"field": WRONG["due"]},
        {"field": WRONG["side"]},
        {"field": WRONG["note"]},
        {"field": WRONG["release"]},
        {"field": WRONG["due"], **REPAIR},
    ],
    "field_words.html": [{"field": Filing()["note"]}, {"field": WRONG["due"]}],
    "ledger.html": [{"events": []}, {"events": kit.EVENTS}],
    "messages.html": [
        {"messages": []},
        {"messages": [Message(25, "Dismissed.", "/undo"), Message(40, "Not saved.")]},
    ],
    "passage.html": [
        {"passage": kit.passage(state)}
        for state in ("suggested", "confirmed", "changed", "vanished", "dismissed")
    ] + [
        {"passage": kit.passage("suggested", "repeats"), "decide_url": "/decide"},
        {"passage": kit.passage("dismissed", "unclear"), "decide_url": "/decide"},
        {"passage": {**kit.passage("confirmed"), "removed": True, "pieces": ()}},
        {"passage": {**kit.passage("changed", "supports"), "url": "", "diff_url": "", "origin": "",
                     "headline_stance": "", "before": "", "after": ""}},
    ],
    "person.html": [{"name": ""}, {"name": User(first_name="Edna", role="editor")}],
    "pieces.html": [{"pieces": []}, {"pieces": kit.passage("suggested")["pieces"], "plain": True}],
    "progress.html": [
        {"progress": Progress("Begins within seconds.", 0, None, runs=True)},
        {"progress": Progress("Looking: 3 of 10 articles.", 3, 10, runs=True)},
        {"progress": Progress("It failed.", 3, 10, runs=False, failed=True)},
        {"progress": Progress("Looked on", 9, 9, runs=False, at=kit.NOW, rest=": 2 found.")},
    ],
    "reason.html": [
        {"icon": "flag", "text": "Its date passed."},
        {"icon": "flag", "text": "Its date passed.", "lead": "Due."},
    ],
    "scale.html": [{"position": None, "names": kit.NAMES}, {"position": 3, "names": kit.NAMES}],
    "stance.html": [{"stance": s} for s in ("supports", "denies", "repeats", "unclear")],
    "status.html": [{"status": s, "label": s.capitalize()} for s in STATUSES],
    "tellers.html": [{"tellers": []}, {"tellers": kit.WEB.roots}],
    "time.html": [{"at": kit.NOW}],
    "timeline.html": [{"timeline": kit.TIMELINE}],
    "web.html": [{"web": kit.WEB}],
    "web_drawing.html": [
        {"drawing": kit.WEB.wide, "shape": "across"},
        {"drawing": kit.WEB.narrow, "shape": "down"},
    ],
    "waiting.html": [
        {"words": "2 h", "part": 9},
        {"words": "6 h 52", "part": 30, "late": True},
    ],
}  # fmt: skip
CASES = [
    pytest.param(name, context, id=f"{name}-{number}")
    for name, contexts in CONTEXTS.items()
    for number, context in enumerate(contexts)
]


def html(name: str, context: Mapping[str, object]) -> str:
    return render_to_string(f"components/{name}", dict(context))


@pytest.mark.parametrize(("name", "context"), CASES)
def test_a_component_renders_with_what_it_asks_for(
    name: str, context: Mapping[str, object]
) -> None:
    assert INLINE.search(html(name, context)) is None


def test_a_context_that_is_too_short_is_caught() -> None:
    with pytest.raises(pytest.fail.Exception):
        html("reason.html", {"icon": "flag"})


def test_every_component_is_rendered_here() -> None:
    assert sorted(CONTEXTS) == KIT


def test_an_inline_style_or_script_would_be_caught() -> None:
    assert INLINE.search('<p style="color: red">')
    assert INLINE.search('<a onclick="go()">')
    assert INLINE.search("<script>go()</script>")
    assert not INLINE.search('<script src="/static/desk.js" defer></script>')


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', render_to_string("icons.html")))
    used = {
        icon
        for path in TEMPLATES.rglob("*.html")
        for icon in re.findall(r'<use href="#([\w-]+)"', path.read_text())
    }

    assert used - drawn == set()
    assert {f"s-{status}" for status in STATUSES} <= drawn


def test_text_of_outlets_is_escaped() -> None:
    passage = {**kit.passage("confirmed"), "before": "<script>x</script>", "outlet": "<b>"}

    shown = html("passage.html", {"passage": passage})

    assert "<script>" not in shown
    assert "&lt;b&gt;" in shown


def test_a_suggested_passage_has_no_edge_and_says_that_it_does_not_count() -> None:
    shown = html("passage.html", {"passage": kit.passage("suggested"), "decide_url": "/decide"})

    assert '<article class="pass suggested">' in shown
    assert "does not count until a person confirms it" in shown
    assert shown.count('name="decision"') == 2


def test_a_passage_without_differences_says_so() -> None:
    assert "no differences found" in html("passage.html", {"passage": kit.passage("confirmed")})


def test_a_field_has_its_label_then_hint_then_error_then_control() -> None:
    form = Filing({"statement": ""})

    shown = html("field.html", {"field": form["statement"]})

    parts = ["<label", "One checkable part.", "This field is required.", "<input"]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)
    for name in re.findall(r'aria-describedby="([^"]+)"', shown)[0].split():
        assert f'id="{name}"' in shown


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "optional" in html("field.html", {"field": Filing()["note"]})
    assert "optional" not in html("field.html", {"field": Filing()["due"]})


def test_the_error_summary_links_to_each_field_with_its_own_words() -> None:
    shown = html("error_summary.html", {"form": WRONG})

    assert "Two things to correct" in shown
    assert '<a href="#id_due">Say by when: a prediction needs a date</a>' in shown
    assert html("error_summary.html", {"form": Filing()}).strip() == ""


def test_a_scale_says_its_place_in_words() -> None:
    shown = html("scale.html", {"position": 3, "names": kit.NAMES})

    assert 'aria-label="3rd of five, from False to True"' in shown
    assert shown.count('class="on"') == 1


def test_a_rating_without_a_place_draws_no_scale() -> None:
    assert html("scale.html", {"position": None, "names": kit.NAMES}).strip() == ""


@pytest.mark.urls("tests.desk.addresses")
@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_a_desk_page_is_whole(theme: str) -> None:
    request = RequestFactory().get("/desk/queue/")
    request.user = User(username="edna", first_name="Edna", role="editor", is_staff=True)
    counts = {"queue": 3, "matches": 1, "claims": 8}
    health = {"words": "All work running.", "late": False}
    context = {"theme": theme, "counts": counts, "health": health}

    shown = render_to_string("desk/base.html", context, request)

    assert INLINE.search(shown) is None
    assert f'data-theme="{theme or "system"}"' in shown
    assert shown.count("<main") == shown.count('id="main"') == 1
    assert 'method="post" action="/accounts/sign_out/"' in shown
    assert "csrfmiddlewaretoken" in shown


@pytest.mark.urls("tests.desk.addresses")
def test_a_readers_page_has_no_script() -> None:
    request = RequestFactory().get("/publishing/index/")
    request.user = User()

    shown = render_to_string("public/base.html", {}, request)

    assert "<script" not in shown
    assert "htmx" not in shown


@pytest.mark.urls("tests.desk.addresses")
def test_the_page_to_sign_in_tells_what_is_wrong() -> None:
    request = RequestFactory().get("/accounts/sign_in/")
    request.user = User()

    shown = render_to_string("accounts/sign_in.html", {"form": WRONG, "next": "/desk/"}, request)

    assert "<title>Problem: Sign in" in shown
    assert 'name="next" value="/desk/"' in shown


def test_a_problem_page_needs_no_request() -> None:
    bare = {"title": "Not found", "words": "Nothing was lost."}
    full = {**bare, "number": "7f3a", "next_url": "/", "next_label": "Go to the claims"}

    assert "Nothing was lost." in render_to_string("problem.html", bare)
    assert "Quote the number 7f3a" in render_to_string("problem.html", full)


def test_a_component_that_does_not_exist_is_an_error() -> None:
    source = '{% include "components/nothing.html" %}'

    with pytest.raises(TemplateDoesNotExist):
        engines["django"].from_string(source).render({})
