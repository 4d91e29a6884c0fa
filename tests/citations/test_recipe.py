"""The tagger's file is what its recipe writes, and the recipe writes the same every time."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
import train_references
from measure_references import LABELLED, Labelled, is_held, labelled
from reference_steps import slopes

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


def test_the_weights_are_those_that_the_recipe_wrote() -> None:
    recipe, rest = STORED.split("\n", 1)
    assert json.loads(recipe.removesuffix(",") + "}")["recipe"]["weights"] == train_references.digest_of(rest)


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled references are not beside the project")
def test_settings_and_features_are_those_that_the_weights_were_trained_with() -> None:
    """Where this fails, run `scripts/train_references.py`: the weights are of other features than the tagger now sees."""
    recipe = json.loads(STORED)["recipe"]
    training = [reference for reference in labelled() if not is_held(reference)]
    made_anew = json.loads(json.dumps(train_references.recipe_of(training)))
    assert made_anew == {name: told for name, told in recipe.items() if name != "weights"}


def test_training_gives_the_same_bytes_again_and_in_whatever_order_features_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def written() -> str:
        return train_references.stored(train_references.trained(FEW, 2), train_references.recipe_of(FEW))

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
