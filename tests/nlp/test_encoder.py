"""nlp.encoder: the weights are those that were measured, and vectors mean what texts mean."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from nlp.encoder import Encoder
from nlp.encoder.kept import KeptVectors
from nlp.encoder.weights import converted, packaged
from tests.nlp.fakes import CountingEncoder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    found = Encoder.load(cache_dir=tmp_path_factory.mktemp("encoders"))
    assert found is not None
    return found


def test_a_paraphrase_is_nearer_than_another_subject(encoder: Encoder) -> None:
    said, again, other = encoder.encode(
        ["Russia is ready for talks", "Moscow is prepared to negotiate", "A cat sat on the mat"]
    )

    assert said @ again > 0.6
    assert said @ other < 0.2


def test_published_cosines_are_met(encoder: Encoder) -> None:
    first, *rest = encoder.encode(
        ["That is a happy person", "That is a very happy person", "Today is a sunny day"]
    )

    assert [float(first @ one) for one in rest] == pytest.approx([0.943, 0.257], abs=0.03)


def test_every_text_has_a_row_of_length_one_in_its_own_place(encoder: Encoder) -> None:
    texts = ["short", "", "a far longer sentence about the closing of a bridge " * 30, "short"]

    rows = encoder.encode(texts)

    assert rows.shape == (4, encoder.size)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)
    assert rows[0] @ rows[3] == pytest.approx(1, abs=1e-3)


def test_no_texts_are_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.size)


def test_none_is_no_encoder() -> None:
    assert Encoder.load("none") is None


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Encoder.load(str(tmp_path))


def test_other_weights_than_those_measured_are_refused(tmp_path: Path) -> None:
    folder, sha256 = packaged()
    shutil.copytree(folder, tmp_path / "model")
    with (tmp_path / "model" / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x7f")

    with pytest.raises(ValueError, match="sha256"):
        converted(tmp_path / "model", sha256=sha256, cache_dir=tmp_path / "cache")

    assert not (tmp_path / "cache").exists()


def test_a_whole_bert_without_a_list_of_words_gives_the_same_vectors(
    encoder: Encoder, tmp_path: Path
) -> None:
    folder, _ = packaged()
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(folder / name, tmp_path)
    tensors = load_file(folder / "model.safetensors")
    save_file(
        {f"bert.{name}": tensor for name, tensor in tensors.items()}, tmp_path / "model.safetensors"
    )
    other = Encoder(tmp_path, sha256=None, cache_dir=tmp_path / "cache")

    (row,) = other.encode(["Russia is ready for talks"])

    assert row @ encoder.encode(["Russia is ready for talks"])[0] == pytest.approx(1, abs=1e-4)


def test_half_a_converted_model_is_made_anew(tmp_path: Path) -> None:
    folder, sha256 = packaged()
    whole = converted(folder, sha256=sha256, cache_dir=tmp_path)
    (whole / "model.bin").unlink()

    assert (converted(folder, sha256=sha256, cache_dir=tmp_path) / "model.bin").is_file()


def test_a_kept_vector_is_not_asked_for_again(tmp_path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    rows = KeptVectors(first, tmp_path).encode(["a bridge", "a tunnel", "a bridge"])

    again = KeptVectors(second, tmp_path).encode(["a tunnel", "a road", "a bridge"])

    assert first.heard == ["a bridge", "a tunnel"]
    assert second.heard == ["a road"]
    assert again[0].tolist() == rows[1].tolist()
    assert again[2].tolist() == rows[0].tolist()


def test_a_kept_vector_cut_in_two_is_asked_for_again(tmp_path: Path) -> None:
    KeptVectors(CountingEncoder(), tmp_path).encode(["a bridge", "a tunnel"])
    (rows,) = tmp_path.glob("*.f16")
    rows.write_bytes(rows.read_bytes()[:-3])
    encoder = CountingEncoder()

    found = KeptVectors(encoder, tmp_path).encode(["a bridge", "a tunnel"])

    assert encoder.heard == ["a tunnel"]
    assert found[1] @ CountingEncoder().encode(["a tunnel"])[0] == pytest.approx(1, abs=1e-2)
