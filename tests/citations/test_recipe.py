"""The tagger's file is what its recipe writes, and the recipe writes the same every time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import train_references
from measure_references import LABELLED, Labelled, is_held, labelled
from reference_steps import slopes
from written_references import repeated, written

from regesta.citations.features import features_of

STORED = train_references.MODEL.read_text(encoding="utf-8")


def made(*runs: tuple[str, str]) -> Labelled:
    pairs = [(token, label) for label, words in runs for token in words.split()]
    return Labelled(
        " ".join(words for _, words in runs), tuple(t for t, _ in pairs), tuple(label for _, label in pairs)
    )


FEW = [
    made(("author", "Lind, H."), ("date", "(1999)."), ("title", "The sea lanes."), ("journal", "Harbour Review,"), ("volume", "3,")),
    made(("author", "A. Orlov and B. Weiss."), ("title", "Treaties of the north."), ("publisher", "Anchor Press,"), ("date", "2004.")),
    made(("title", "Letters."), ("location", "Paris:"), ("publisher", "Colin,"), ("date", "1911.")),
]  # fmt: skip

MORE = [
    made(("author", "Orlov, P."), ("title", "Letters from the harbour."), ("location", "Oslo:"), ("publisher", "Nord,"), ("date", "1987.")),
    made(("author", "C. Weiss."), ("title", "The press."), ("journal", "Review of Treaties"), ("volume", "4"), ("date", "(2001).")),
]  # fmt: skip


def test_the_weights_are_those_that_the_recipe_wrote() -> None:
    recipe, rest = STORED.split("\n", 1)
    assert json.loads(recipe.removesuffix(",") + "}")["recipe"]["weights"] == train_references.digest_of(rest)


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled references are not beside the project")
def test_settings_and_features_are_those_that_the_weights_were_trained_with() -> None:
    """Where this fails, run `scripts/train_references.py`: the weights are of other features than the tagger now sees."""
    recipe = json.loads(STORED)["recipe"]
    training = [reference for reference in labelled() if not is_held(reference)]
    more = [row.reference for row in written()]
    made_anew = json.loads(json.dumps(train_references.recipe_of(training, more)))
    assert made_anew == {name: told for name, told in recipe.items() if name != "weights"}


def test_training_gives_the_same_bytes_again_and_in_whatever_order_features_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def written() -> str:
        found = train_references.trained(FEW, MORE, 2)
        return train_references.stored(found, train_references.recipe_of(FEW, MORE))

    def backwards(tokens: Sequence[str]) -> list[list[str]]:
        return [row[::-1] for row in features_of(tokens)]

    first = written()
    assert len(json.loads(first)["weights"]) > 100
    assert written() == first
    monkeypatch.setattr(train_references, "features_of", backwards)
    assert written() == first
    monkeypatch.setattr(train_references, "SEED", 7)
    assert written() != first


def test_slopes_are_those_of_the_likelihood() -> None:
    """Against differences of the negative log-likelihood, summed over all sequences of labels one by one."""
    chance = np.random.default_rng(3)
    scores = chance.normal(size=(4, 3)).astype(np.float32)
    pairs = chance.normal(size=(4, 9)).astype(np.float32)
    labels = np.array([2, 0, 0, 1])

    def weight(path: Sequence[int], scores: np.ndarray, pairs: np.ndarray) -> float:
        steps = sum(pairs[at, path[at - 1] * 3 + path[at]] for at in range(1, 4))
        return float(sum(scores[at, path[at]] for at in range(4)) + steps)

    def loss(scores: np.ndarray, pairs: np.ndarray) -> float:
        every = [weight(path, scores, pairs) for path in np.ndindex(3, 3, 3, 3)]
        return float(np.logaddexp.reduce(every)) - weight(list(labels), scores, pairs)

    single, double = slopes(scores, np.exp(pairs), labels)
    for table, slope in ((scores.astype(float), single), (pairs.astype(float), double)):
        for at in np.ndindex(*table.shape):
            up, down = table.copy(), table.copy()
            up[at] += 1e-4
            down[at] -= 1e-4
            ways = [(one, pairs) if slope is single else (scores, one) for one in (up, down)]
            assert slope[at] == pytest.approx((loss(*ways[0]) - loss(*ways[1])) / 2e-4, abs=1e-4)


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled references are not beside the project")
def test_no_written_reference_gives_the_title_of_a_held_back_one() -> None:
    """The held-back fifth measures what is not known of it: what was written to learn from must not hold its works."""
    held = [reference for reference in labelled() if is_held(reference)]
    assert [row.line for row in repeated(written(), held)] == []


def test_a_written_reference_is_read_part_by_part(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text(
        "# a word to the reader\n\n#7\n@author Lind, H. @date (1999). @title The sea lanes.\n", encoding="utf-8"
    )
    (row,) = written(path)
    assert (row.line, row.after) == (4, 7)
    assert row.reference.text == "Lind, H. (1999). The sea lanes."
    assert row.reference.labels == ("author", "author", "date", "title", "title", "title")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("@title The sea lanes.", "line 1: no line before it"),
        ("#7\n@titel The sea lanes.", "line 2: @titel is no label"),
        ("#7\nThe sea lanes. @date 1999.", "line 2: the reference does not open"),
    ],
)
def test_a_written_reference_that_is_not_well_formed_is_named_by_its_line(
    tmp_path: Path, lines: str, fault: str
) -> None:
    path = tmp_path / "some.txt"
    path.write_text(f"{lines}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        written(path)


def test_what_all_references_share_and_what_the_set_has_alone_are_added_up() -> None:
    both = train_references.Trained(
        ("author", "title"), {"own:w=lind": 0, "w=lind": 1, "w=sea": 2}, {"b": 0},
        np.array([[1, 0], [2, 0], [0, 4]], np.float32), np.zeros((1, 2, 2), np.float32),
    )  # fmt: skip
    found = train_references.joined(both)
    assert found.features == {"w=lind": 0, "w=sea": 1}
    assert found.weights.tolist() == [[3, 0], [0, 4]]
