"""`make screenshots`: the seed newsroom, served for real, as a person sees it."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor
from tests import chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTHS = {"": 1280, "-phone": 390}
PAGES = {
    "claims": "/desk/claims/",
    "claim": "/desk/claims/3/",
    "claim-then": "/desk/claims/4/?as_of=2025-08-13T15:00",
    "due": "/desk/due/",
    "speakers": "/desk/speakers/",
    "filing": "/desk/file/1/?open=2",
    "matches": "/desk/matches/",
    "queue": "/desk/queue/",
    "fact-check": "",
}


def take() -> None:
    """Seed a newsroom in a directory that goes away, and photograph each page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with RunDirectory() as run:
        env = {"DATABASE_URL": f"sqlite:///{run.path / 'pictures.sqlite3'}", "BROKER_URL": ""}
        with Supervisor(run, env=env) as children:
            children.command("migrate", "--verbosity", "0")
            said = children.command("seed")
            children.broker()
            children.worker(wait=False)
            children.beat(wait=False)
            web = f"http://127.0.0.1:{children.web(wait=False)}"
            children.await_ready()
            _photograph(web, _password(said, of="edna"))


def _password(said: str, *, of: str) -> str:
    line = next(line for line in said.splitlines() if line.startswith(f"Log-in: {of} / "))
    return line.split(" / ")[1].split()[0]


def _photograph(web: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(os.environ), args=["--no-sandbox", "--disable-gpu"]
        )
        for suffix, width in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(f"{web}/accounts/sign-in/")
            page.fill("[name=username]", "edna")
            page.fill("[name=password]", password)
            page.click("main button")
            page.goto(f"{web}/checks/")
            fact_check = page.get_attribute("main a[href*='/checks/a-']", "href") or "/checks/"
            for name, path in PAGES.items():
                page.goto(f"{web}{path or fact_check}")
                page.screenshot(path=FOLDER / f"{name}{suffix}.png", full_page=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    take()
