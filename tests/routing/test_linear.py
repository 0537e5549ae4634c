"""The model file: plain arrays, read back as they were, light enough to ship and to run."""

import subprocess
import sys
from dataclasses import replace

import numpy as np

from routing.linear import Encoder, Head, Model, by_block, load_model, save_model
from routing.router import MODEL

LARGEST = 8_000_000


NAMED = ("hint\troad", "stem\tpani", "stem\tsadak")


def small_model() -> Model:
    rarity = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    encoder = Encoder(by_block(NAMED), rarity, {"hint": 0.5, "stem": 1.0}, NAMED)
    weights = np.array([[1, 0], [0, 1], [1, 1]], dtype=np.float16)
    head = Head(("phe", "pwd"), weights, np.zeros(2, dtype=np.float32))
    return Model(encoder, encoder, {"department": head}, {"assign": 0.9})


def test_a_saved_model_reads_back_the_same(tmp_path):
    model = small_model()
    save_model(model, tmp_path / "again.npz")
    again = load_model(tmp_path / "again.npz")
    blocks = {"stem": {"pani": 2.0, "gutargu": 1.0, "sadak": 1.0}, "hint": {"road": 4.0}, "other": {"x": 1.0}}

    assert again.facts == model.facts
    assert (again.heads["department"].weights == model.heads["department"].weights).all()
    before, after = model.meaning.encode(blocks), again.meaning.encode(blocks)
    assert (after[0] == before[0]).all()
    assert (after[1] == before[1]).all()
    assert after[0].tolist() == [0, 1, 2]
    assert after[1][0] == 2.0, "a hint is taken as it was measured"


def test_a_model_is_read_once_and_again_when_its_file_was_replaced(tmp_path):
    model, path = small_model(), tmp_path / "model.npz"
    save_model(model, path)
    first = load_model(path)
    assert load_model(path) is first

    fresh = tmp_path / "model.new.npz"
    save_model(replace(model, facts={"assign": 0.5}), fresh)
    fresh.replace(path)
    assert load_model(path).facts == {"assign": 0.5}


def test_features_are_known_by_block():
    index = by_block(NAMED)
    assert ("pani" in index["stem"], "pani" in index["hint"], "road" in index["hint"]) == (True, False, True)
    assert index["stem"].find(["sadak", "?", "pani"]) == [2, -1, 1]


def test_the_shipped_model_is_small():
    assert MODEL.stat().st_size < LARGEST


def test_reading_needs_no_training_library():
    code = "import sys; from routing.router import Router; Router.load(areas=()).read('hi'); "
    code += "print(any(name.split('.')[0] in ('sklearn', 'scipy') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
