"""Another encoder is fetched by a person's command, whole or not at all."""

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from claims.hub import FILES, folder_of, missing_files

MODEL = "makers/small-encoder"
GOOD = {
    "config.json": json.dumps({"model_type": "bert"}).encode(),
    "tokenizer.json": b"{}",
    "model.safetensors": b"weights",
}


class Shelves(ThreadingHTTPServer):
    """A hub with one model's files."""

    files: Mapping[str, bytes] = GOOD


class Handler(BaseHTTPRequestHandler):
    server: Shelves

    def do_GET(self) -> None:
        name = self.path.removeprefix(f"/{MODEL}/resolve/main/")
        body = self.server.files.get(name)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(settings: Settings, tmp_path: Path) -> Iterator[Shelves]:
    settings.INDEX_DIR = str(tmp_path)
    with Shelves(("127.0.0.1", 0), Handler) as server:
        settings.FETCH_ALLOW = [f"127.0.0.1:{server.server_port}"]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def fetched(hub: Shelves, model: str = MODEL) -> None:
    call_command("fetch_encoder", model, hub=f"http://127.0.0.1:{hub.server_port}")


def test_a_models_files_lie_where_the_setting_looks_for_them(hub: Shelves) -> None:
    assert missing_files(MODEL) == list(FILES)

    fetched(hub)

    assert missing_files(MODEL) == []
    assert (folder_of(MODEL) / "model.safetensors").read_bytes() == b"weights"


def test_half_a_model_is_no_model(hub: Shelves) -> None:
    hub.files = {name: GOOD[name] for name in ("config.json", "tokenizer.json")}

    with pytest.raises(CommandError, match="404"):
        fetched(hub)

    assert missing_files(MODEL) == list(FILES)


def test_a_model_that_cannot_be_run_is_refused_before_its_weights_are_fetched(hub: Shelves) -> None:
    hub.files = {"config.json": json.dumps({"model_type": "llama"}).encode()}

    with pytest.raises(CommandError, match="llama model; only BERT"):
        fetched(hub)


def test_a_failed_fetch_leaves_the_encoder_that_is_there(hub: Shelves) -> None:
    fetched(hub)
    hub.files = {}

    with pytest.raises(CommandError):
        fetched(hub)

    assert missing_files(MODEL) == []


@pytest.mark.parametrize("name", ["", "encoder", "../etc/passwd", "a/b/c", "makers/../x"])
def test_what_is_no_id_of_a_model_is_refused(hub: Shelves, name: str) -> None:
    with pytest.raises(CommandError, match="no id of a model"):
        fetched(hub, name)
