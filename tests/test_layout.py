"""The house rules that no linter knows, each shown to catch its bad case."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 300
APPS = frozenset(
    {"nlp", "accounts", "jobs", "sources", "claims", "reviews", "publishing", "partners"}
    | {"desk", "config", "seeds"}
)
WORDS = {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".json", ".svg", ".yaml", ""}
# Written by others; and this file, which must name what it looks for.
NOT_OURS = re.compile(r"\.min\.js$|^static/fonts/|^LICENSE$|^tests/test_layout\.py$")
LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)/\w")
COUNTERS = {"assertNumQueries", "django_assert_num_queries", "django_assert_max_num_queries"}

Files = Mapping[str, str]
Guard = Callable[[Files], list[str]]


@pytest.fixture(scope="module")
def tree() -> Files:
    """Every text file that is tracked or about to be, by its path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the files of the project cannot be listed")
    return {
        name: (ROOT / name).read_text(errors="replace")
        for name in listed.stdout.splitlines()
        if PurePosixPath(name).suffix in WORDS and (ROOT / name).is_file()
    }


# --- the guards: files in, complaints out --------------------------------------------------


def long_modules(files: Files) -> list[str]:
    return [
        f"{name}: {count} lines"
        for name, text in files.items()
        if name.endswith(".py") and "/migrations/" not in name
        if (count := text.count("\n")) > MAX_LINES
    ]


def nameless_tests(files: Files) -> list[str]:
    """Find test files of an app that name nothing of it, by file name or in the docstring."""
    return [
        name
        for name in files
        if (match := re.fullmatch(r"tests/(\w+)/test_(\w+)\.py", name)) and match[1] in APPS
        if not _names_a_module(match[1], match[2], files)
        if not _names_a_file(files[name], files)
    ]


def _names_a_module(app: str, stem: str, files: Files) -> bool:
    modules = {
        part.removesuffix(".py")
        for name in files
        if name.startswith(f"{app}/") and name.endswith(".py")
        for part in name.split("/")[1:]
    }
    return any(stem == module or stem.startswith(f"{module}_") for module in modules)


def _names_a_file(text: str, files: Files) -> bool:
    said = ast.get_docstring(ast.parse(text)) or ""
    return any(
        name == path or name.startswith(f"{path}/")
        for path in re.findall(r"`([\w./-]+?)/?`", said)
        for name in files
    )


def bare_counters(files: Files) -> list[str]:
    """Find query counters that are called outside `with`: they count nothing."""
    return [
        f"{name}:{line}"
        for name, text in files.items()
        if name.endswith(".py") and any(counter in text for counter in COUNTERS)
        for line in _bare_calls(ast.parse(text))
    ]


def _bare_calls(module: ast.Module) -> Iterator[int]:
    entered = {
        item.context_expr
        for node in ast.walk(module)
        if isinstance(node, ast.With | ast.AsyncWith)
        for item in node.items
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node not in entered:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            if (called.id if isinstance(called, ast.Name) else called) in COUNTERS:
                yield node.lineno


def words_for_later(files: Files) -> list[str]:
    return list(_lines(files, LATER))


def machine_paths(files: Files) -> list[str]:
    return list(_lines(files, MACHINE))


def _lines(files: Files, pattern: re.Pattern[str]) -> Iterator[str]:
    for name, text in files.items():
        if not NOT_OURS.search(name):
            for number, line in enumerate(text.splitlines(), start=1):
                if pattern.search(line):
                    yield f"{name}:{number}"


def unreleased_missing(files: Files) -> list[str]:
    changelog = files.get("CHANGELOG.md", "")
    return (
        []
        if re.search(r"^## \[?Unreleased", changelog, re.MULTILINE)
        else ["CHANGELOG.md: Unreleased"]
    )


# --- the tree keeps the rules --------------------------------------------------------------

GUARDS: list[Guard] = [
    long_modules,
    nameless_tests,
    bare_counters,
    words_for_later,
    machine_paths,
    unreleased_missing,
]


@pytest.mark.parametrize("guard", GUARDS, ids=[guard.__name__ for guard in GUARDS])
def test_the_tree_keeps_the_rule(guard: Guard, tree: Files) -> None:
    assert guard(tree) == []


# --- and each guard catches its bad case ---------------------------------------------------


def test_a_module_over_three_hundred_lines_is_caught() -> None:
    files = {
        "claims/long.py": "x = 1\n" * 301,
        "claims/right.py": "x = 1\n" * 300,
        "claims/migrations/0001_initial.py": "x = 1\n" * 999,
    }

    assert long_modules(files) == ["claims/long.py: 301 lines"]


def test_a_test_file_that_names_no_module_is_caught() -> None:
    files = {
        "claims/standing.py": "",
        "nlp/statements/quotes.py": "",
        "static/recheck.css": "",
        "tests/claims/test_standing_disputed.py": "",
        "tests/claims/test_various.py": '"""Various."""',
        "tests/claims/test_standings.py": "",
        "tests/nlp/test_statements.py": "",
        "tests/desk/test_contrast.py": '"""Contrasts of `static/recheck.css`."""',
        "tests/desk/test_colours.py": '"""Contrasts of `static/gone.css`."""',
        "tests/browser/test_a_day.py": "",
    }

    assert nameless_tests(files) == [
        "tests/claims/test_various.py",
        "tests/claims/test_standings.py",
        "tests/desk/test_colours.py",
    ]


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("django_assert_num_queries(3)\n", True),
        ("self.assertNumQueries(3)\n", True),
        ("with self.assertNumQueries(3):\n    pass\n", False),
        ("with (\n    django_assert_num_queries(3),\n    other(),\n):\n    pass\n", False),
        ("with other():\n    django_assert_max_num_queries(3)\n", True),
    ],
)
def test_a_query_counter_outside_with_is_caught(text: str, caught: bool) -> None:
    assert bool(bare_counters({"tests/claims/test_lists.py": text})) is caught


def test_a_word_for_later_is_caught() -> None:
    assert words_for_later({"claims/a.py": "x = 1\n# TODO: finish\n"}) == ["claims/a.py:2"]
    assert words_for_later({"claims/a.py": "todos = HACKNEY\n"}) == []


@pytest.mark.parametrize("folder", ["work", "root", "home", "Users"])
def test_a_machine_path_is_caught(folder: str) -> None:
    path = f"/{folder}/x"
    assert machine_paths({"README.md": f"see {path}\n"}) == ["README.md:1"]
    assert machine_paths({"README.md": f"https://example.org{path}\n"}) == []


def test_a_changelog_without_unreleased_is_caught() -> None:
    assert unreleased_missing({"CHANGELOG.md": "## 0.1\n"}) == ["CHANGELOG.md: Unreleased"]
    assert unreleased_missing({"CHANGELOG.md": "# Log\n\n## Unreleased\n"}) == []
