"""`samvad train`: deterministic, learns from corrections, keeps the old model when the new one is worse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing import training_run
from routing.corpus import Example, groups, load_corpus
from routing.learning import is_frozen_test
from routing.lessons import Lesson
from routing.linear import load_model
from routing.router import Router
from routing.training_run import run_training

pytestmark = pytest.mark.slow


def small_corpus() -> tuple[Example, ...]:
    """A corpus that is quick to learn: some sentences of every file, the frozen ones among them."""
    return tuple(example for row, example in enumerate(load_corpus()) if row % 16 == 0)


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training_run, "load_corpus", small_corpus)
        patch.setattr(training_run, "load_drills", lambda: ())
        yield


@pytest.fixture(scope="module")
def trained(_small: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus, learned once."""
    target = tmp_path_factory.mktemp("trained") / "router.npz"
    run_training((), old=None, target=target)
    return target


@pytest.fixture
def target(trained: Path, tmp_path: Path) -> Path:
    """A model to be replaced."""
    return Path(shutil.copy(trained, tmp_path / "router.npz"))


def test_the_same_rows_give_the_same_model(trained: Path, tmp_path: Path):
    again = tmp_path / "again.npz"
    run_training((), old=None, target=again)

    assert again.read_bytes() == trained.read_bytes()


def test_poisoned_corrections_are_refused_and_the_old_model_stays(target: Path):
    before = target.read_bytes()
    known = [each for each in small_corpus() if not is_frozen_test(each)]
    shifted = [each.department for each in known[90:] + known[:90]]
    poison = [
        Lesson(f"{each.text} {turn}", wrong)
        for each, wrong in zip(known, shifted, strict=True)
        for turn in ("", "जी")
    ]
    outcome = run_training(poison, old=target, target=target)

    assert not outcome.kept
    assert target.read_bytes() == before
    assert "worse" in outcome.told


def test_corrections_are_learned(tmp_path):
    target = tmp_path / "router.npz"
    rows = [Lesson(f"गुटरगूं केंद्र {word} बंद है", "mining") for word in ("आज", "कल", "परसों", "सुबह", "रोज", "हफ्ते से")]
    outcome = run_training(rows, old=None, target=target)

    assert outcome.kept
    assert outcome.figures["labelled"] == len(rows)
    assert "gutargu" in load_model(target).meaning.index["stem"]


def test_a_corrected_urgency_is_learned(tmp_path):
    target = tmp_path / "router.npz"
    days = ("आज", "कल", "परसों", "सुबह", "रोज", "हफ्ते से", "रात", "अभी", "शाम", "दोपहर")
    rows = [Lesson(f"फटफटिया झूला {day} डोल रहा", urgent=True, ticket_id=at) for at, day in enumerate(days, 1)]
    outcome = run_training(rows, old=None, target=target)

    assert outcome.kept
    reading = Router.load(areas=(), model=target).read("हमारे गांव का फटफटिया झूला डोल रहा है, कोई सुधारने नहीं आता")
    assert reading.urgent


def test_poisoned_urgency_is_refused(target: Path):
    known = [each for each in small_corpus() if not is_frozen_test(each)]
    poison = [Lesson(f"{each.text} जी", urgent=not each.urgent) for each in known if not each.nature]
    outcome = run_training(poison, old=target, target=target)

    assert not outcome.kept
    assert "urgent" in outcome.told


def test_near_twins_share_a_group():
    twins = (
        Example("हमारे गांव का हैंडपंप तीन महीने से खराब है", "phe"),
        Example("hamare gaon ka handpump teen mahine se kharab hai", "phe"),
        Example("राशन कार्ड में नाम नहीं जुड़ रहा", "food"),
    )
    first, second, third = groups(twins)

    assert first == second != third
