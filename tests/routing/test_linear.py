"""The model file: plain arrays, read back as they were, light enough to ship and to run."""

import subprocess
import sys

from routing.linear import load_model, save_model
from routing.router import MODEL

LARGEST = 8_000_000


def test_a_saved_model_reads_back_the_same(tmp_path):
    model = load_model(MODEL)
    save_model(model, tmp_path / "again.npz")
    again = load_model(tmp_path / "again.npz")

    assert again.facts == model.facts
    assert again.meaning.index == model.meaning.index
    assert (again.heads["department"].weights == model.heads["department"].weights).all()


def test_the_shipped_model_is_small():
    assert MODEL.stat().st_size < LARGEST


def test_reading_needs_no_training_library():
    code = "import sys; from routing.router import Router; Router.load(areas=()).read('hi'); "
    code += "print(any(name.split('.')[0] in ('sklearn', 'scipy') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
