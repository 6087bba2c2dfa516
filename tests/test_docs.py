"""What the documents say is so: links, names, settings, examples; each guard is shown to catch."""

import ast
import importlib
import inspect
import re
import runpy
import shlex
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import call_command, get_commands

from accounts.models import User
from jobs.guards import GUARDED
from partners import webhooks
from partners.states import PartnerEvent
from sources.models import Feed

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
APPS = {label.partition(".")[0] for label in GUARDED} | {
    "nlp",
    "accounts",
    "desk",
    "config",
    "seeds",
}
PYTHON = re.compile(r"```python\n(.+?)```", re.DOTALL)
SHELL = re.compile(r"```sh\n(.+?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
LINKED_NAME = re.compile(r"\[`([a-z_]+(?:\.\w+)+)`\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
ONCE = pytest.mark.once


def page(name: str) -> str:
    return (ROOT / name).read_text()


def headings(there: Path) -> set[str]:
    """Anchors of a page's headings, as the pages' host makes them."""
    found = re.findall(r"^#+ (.+)$", there.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


# --- the guards: text in, complaints out ---------------------------------------------------


def dead_links(text: str, *, at: Path) -> list[str]:
    return [
        target
        for target in LINK.findall(text)
        if "://" not in target
        if not _leads_somewhere(*target.partition("#")[::2], at=at)
    ]


def _leads_somewhere(path: str, heading: str, *, at: Path) -> bool:
    there = (at.parent / path).resolve() if path else at
    if not there.exists() or not there.is_relative_to(ROOT):
        return False
    return not heading or heading in headings(there)


def unknown_names(text: str) -> list[str]:
    """Names in backticks that begin with an app and lead to nothing."""
    named = [word for word in CODE.findall(text) if re.fullmatch(r"[a-z_]+(?:\.\w+)+", word)]
    return [name for name in named if name.split(".")[0] in APPS and _found(name) is None]


def links_elsewhere(text: str, *, at: Path) -> list[str]:
    """Names that are linked to a file in which they are not."""
    return [
        name
        for name, target in LINKED_NAME.findall(text)
        if (at.parent / target).resolve() not in _homes(name)
    ]


def _found(name: str) -> tuple[ModuleType, object] | None:
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        thing: object = module
        for part in parts[cut:]:
            thing = getattr(thing, part, None)
        return None if thing is None else (module, thing)
    return None


def _homes(name: str) -> set[Path]:
    """The file of the module that is named, and the one in which the thing is written."""
    found = _found(name)
    if found is None:
        return set()
    module, thing = found
    origin = importlib.import_module(getattr(thing, "__module__", None) or module.__name__)
    return {Path(inspect.getfile(each)).resolve() for each in (module, origin)}


def settings_untold(settings: str, told: str) -> set[str]:
    """Variables that only one of the two knows."""
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", told, re.MULTILINE))
    return read ^ named


def celery_untold(source: str, told: str) -> set[str]:
    """Celery values that nobody explains."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    update = next(call for call in calls if ast.unparse(call.func) == "app.conf.update")
    return {word.arg for word in update.keywords if word.arg} - set(CODE.findall(told))


def checks_untold(checks: str, told: str) -> set[str]:
    return set(re.findall(r"recheck\.E\d{3}", checks)) - set(CODE.findall(told))


def glossary_faults(text: str) -> list[str]:
    """Lines that are no term with a sentence, terms that stand twice, terms out of order."""
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    terms = [
        found[1] if (found := re.match(r"- \*\*([^*]+)\*\*: .+\.$", line)) else line
        for line in lines
    ]
    keys = [term.replace("-", "").lower() for term in terms]
    bad = [line for line in terms if line.startswith("- ")]
    twice = [term for term, key in zip(terms, keys, strict=True) if keys.count(key) > 1]
    disorder = [later for first, later in pairwise(keys) if first > later]
    return bad + twice + disorder


def targets_missing(text: str, makefile: str) -> set[str]:
    named = set(re.findall(r"\bmake ([a-z-]+)`", text))
    named |= set(re.findall(r"^(?:    |\$ )make ([a-z-]+)", text, re.MULTILINE))
    return named - set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def commands_missing(text: str) -> set[str]:
    return set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands())


def routes_untold(urls: str, told: str) -> set[str]:
    """Addresses of the API that its page does not show, with any name or number in them."""
    shown = {_shape(address) for address in re.findall(r"/api/v1/([^\s`|]*)", told)}
    routes = re.findall(r'path\(\s*"([^"]*)"', urls)
    return {_shape(route) for route in routes if "path:" not in route} - shown


def _shape(address: str) -> str:
    return re.sub(r"<[^>]+>|[A-Z]-\d+|msg_…|\b\d+\b", "*", address)


def packages_untold(pyproject: str, told: str) -> set[str]:
    """Packages without a reason, and reasons without a package."""
    named = re.findall(r'^  "([a-z0-9-]+)(?:\[\w+\])?>=', pyproject, re.MULTILINE)
    rows = re.findall(r"^\| (`.+?`) \|", told, re.MULTILINE)
    return set(named) ^ {name for row in rows for name in CODE.findall(row)}


# --- the documents keep them ---------------------------------------------------------------


@ONCE
@pytest.mark.parametrize("at", PAGES, ids=lambda at: str(at.relative_to(ROOT)))
def test_a_page_leads_to_what_there_is(at: Path) -> None:
    text = at.read_text()

    assert dead_links(text, at=at) == []
    assert unknown_names(text) == []
    assert links_elsewhere(text, at=at) == []
    assert targets_missing(text, page("Makefile")) == set()
    assert commands_missing(text) == set()


@ONCE
def test_operations_tells_of_every_setting_celery_value_and_check() -> None:
    told = page("docs/operations.md")

    assert settings_untold(page("config/settings.py"), told) == set()
    assert celery_untold(page("config/celery.py"), told) == set()
    assert checks_untold(page("config/checks.py"), told) == set()


@ONCE
def test_the_glossary_has_each_term_once_and_in_order() -> None:
    assert glossary_faults(page("docs/glossary.md")) == []


@ONCE
def test_the_api_page_shows_every_address_and_event() -> None:
    told = page("docs/api.md")

    assert routes_untold(page("partners/urls.py"), told) == set()
    assert {event.value for event in PartnerEvent} <= set(CODE.findall(told))


@ONCE
def test_every_package_has_its_reason() -> None:
    assert packages_untold(page("pyproject.toml"), page("docs/decisions/0001-stack.md")) == set()


# --- and what they show works --------------------------------------------------------------


@ONCE
def test_the_example_of_the_api_page_knows_a_genuine_webhook(tmp_path: Path) -> None:
    (example,) = PYTHON.findall(page("docs/api.md"))
    (tmp_path / "example.py").write_text(example)
    is_genuine = runpy.run_path(str(tmp_path / "example.py"))["is_genuine"]
    old, new = webhooks.new_secret(), webhooks.new_secret()
    now = datetime(2025, 8, 13, 15, tzinfo=UTC)
    sent = webhooks.headers("{}", webhook_id="msg_1", keys=[new, old], now=now)

    assert is_genuine(b"{}", sent, old, now=now.timestamp())
    assert is_genuine(b"{}", sent, new, now=now.timestamp() + 299)
    assert not is_genuine(b"{ }", sent, old, now=now.timestamp())
    assert not is_genuine(b"{}", sent, webhooks.new_secret(), now=now.timestamp())
    assert not is_genuine(b"{}", sent, old, now=now.timestamp() + 301)


@pytest.mark.django_db
def test_the_first_steps_of_operations_give_a_newsroom(tmp_path: Path) -> None:
    (block,) = [one for one in SHELL.findall(page("docs/operations.md")) if "add_person" in one]
    for line in block.splitlines():
        call_command(*shlex.split(line.removeprefix("manage.py ")))
    (erasing,) = PYTHON.findall(page("docs/operations.md"))
    (tmp_path / "erasing.py").write_text(erasing)
    runpy.run_path(str(tmp_path / "erasing.py"))

    assert [person.role for person in User.objects.order_by("pk")] == ["admin", "editor"]
    assert Feed.objects.get().next_at is not None


# --- each guard catches its bad case -------------------------------------------------------


@ONCE
def test_a_dead_link_is_caught() -> None:
    at = ROOT / "docs" / "style.md"
    good = "[d](https://x.example) [e](api.md#paging)"
    text = f"[a](gone.md) [b](../README.md#no-such) [c](/etc/hosts) {good}"

    assert dead_links(text, at=at) == ["gone.md", "../README.md#no-such", "/etc/hosts"]


@ONCE
def test_a_name_that_is_not_there_or_elsewhere_is_caught() -> None:
    at = ROOT / "docs" / "journey.md"
    right = "[`claims.models.Claim`](../claims/models/claim.py)"
    wrong = "[`claims.standing.standing`](../claims/origins.py)"
    text = "`claims.standing.standing` `claims.gone.x` `claims.standing.gone` `rules.md` `self.x`"

    assert unknown_names(text) == ["claims.gone.x", "claims.standing.gone"]
    assert links_elsewhere(f"{right} {wrong}", at=at) == ["claims.standing.standing"]


@ONCE
def test_a_setting_that_only_one_side_knows_is_caught() -> None:
    read = 'A = env.str("A", default="")\nB = env.int(\n    "B_S",\n)\n'

    assert settings_untold(read, "| `A` | x |\n| `C` | x |\n") == {"B_S", "C"}


@ONCE
def test_a_celery_value_a_check_and_a_package_untold_are_caught() -> None:
    assert celery_untold("app.conf.update(one=1, two=2)", "`one`") == {"two"}
    assert checks_untold('id="recheck.E001", id="recheck.E002"', "`recheck.E001`") == {
        "recheck.E002"
    }
    assert packages_untold('  "celery[redis]>=5",\n  "lxml>=5",\n', "| `celery`, `x` | y |\n") == {
        "lxml",
        "x",
    }


@ONCE
def test_a_bad_glossary_is_caught() -> None:
    text = "- **due**: past.\n- **claim**: a sentence.\n- **re-check**: x.\n- **recheck**: x.\n"

    assert glossary_faults(text) == ["re-check", "recheck", "claim"]
    assert "- no sentence" in glossary_faults("- no sentence\n")


@ONCE
def test_a_target_a_command_and_an_address_that_are_not_there_are_caught() -> None:
    assert targets_missing("`make demo` `make gone`\n    make lost\n", "demo:  ## x\n") == {
        "gone",
        "lost",
    }
    assert commands_missing("manage.py migrate, manage.py vanish") == {"vanish"}
    assert routes_untold('path("a/<str:n>", x), path("b", x)', "`GET /api/v1/a/F-3`") == {"b"}
