"""The tagger adds up what it was trained on, and its names of authors are told apart."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from regesta.citations import wordlists
from regesta.citations.authors import authors_in
from regesta.citations.features import edges_of, features_of
from regesta.citations.printed_dates import edtf_of
from regesta.citations.settled import pulled, settled
from regesta.citations.tagging import ONCE, tag, told_once
from regesta.citations.wordlists import known_words
from regesta.errors import BadData

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))[
    "case"
]
MODEL = Path(__file__).parents[2] / "src" / "regesta" / "citations" / "data" / "tagger.json"


def summed(rows: dict[str, list[int]], features: list[str], count: int) -> list[int]:
    sums = [0] * count
    for feature in features:
        row = rows.get(feature, [])
        for label, weight in zip(row[::2], row[1::2], strict=True):
            sums[label] += weight
    return sums


def told_plainly(tokens: list[str]) -> list[str]:
    """The best sequence over all features of all words at once, from the file as it is: nothing kept, nothing left out."""
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    labels, edges = stored["labels"], stored["edges"]
    count = range(len(labels))
    alone = [summed(stored["weights"], features, len(labels)) for features in features_of(tokens)]
    emitted = pulled(alone, tokens, labels, 100)
    scores, ways = list(emitted[0]), []
    for row, features in zip(emitted[1:], edges_of(tokens), strict=True):
        behind = {name: edges.get(name, {}) for name in features}
        steps = [summed({n: rows.get(str(i), []) for n, rows in behind.items()}, features, len(labels)) for i in count]
        came = [max(count, key=lambda i, j=j, s=scores, t=steps: (s[i] + t[i][j], i)) for j in count]  # type: ignore[misc]
        scores = [scores[came[j]] + steps[came[j]][j] + row[j] for j in count]
        ways.append(came)
    at = scores.index(max(scores))
    path = [at]
    for came in reversed(ways):
        at = came[at]
        path.append(at)
    return [str(labels[at]) for at in reversed(path)]


@pytest.mark.parametrize("text", [case["text"] for case in CASES], ids=[case["style"] for case in CASES])
def test_the_tagger_finds_what_a_plain_search_finds(text: str) -> None:
    tokens = text.split()
    plain = told_plainly(tokens)
    if in_two_places(plain) or unnumbered_pages(tokens, plain):
        assert not in_two_places(tag(tokens))
        assert not unnumbered_pages(tokens, tag(tokens))
    else:
        assert tag(tokens) == plain


def test_a_long_run_of_words_is_tagged_once() -> None:
    tokens = ("Lind, H. (1999). The sea lanes. Harbour Review, 3, 4-9. " * 40).split()
    assert in_two_places(tag(tokens))


def unnumbered_pages(tokens: list[str], labels: list[str]) -> bool:
    runs = groupby(zip(labels, tokens, strict=True), key=lambda pair: pair[0])
    return any(label == "pages" and not re.search(r"\d", " ".join(token for _, token in run)) for label, run in runs)


def in_two_places(labels: list[str]) -> bool:
    met = [ONCE[label] for label, _ in groupby(labels) if label in ONCE]
    return len(met) > len(set(met))


def test_a_work_stands_in_a_journal_or_in_a_book_and_not_in_both() -> None:
    """Five words whose own weights tell a journal, a volume and a book: the weaker of the two gives way, and a label that
    may stand anywhere may still stand in two places."""
    journal, book, note, volume = range(4)
    emitted = [[9, 1, 0, 0], [9, 1, 0, 0], [0, 0, 0, 9], [0, 5, 4, 0], [0, 0, 9, 0]]
    once = {journal: "journal", book: "journal"}

    def best(rows: Sequence[Sequence[float]]) -> tuple[list[int], float]:
        path = [max(range(4), key=row.__getitem__) for row in rows]
        return path, sum(row[label] for row, label in zip(rows, path, strict=True))

    assert best(emitted)[0] == [journal, journal, volume, book, note]
    assert told_once(emitted, best, once) == [journal, journal, volume, note, note]
    assert told_once(emitted[3:] + emitted[:2], best, once) == [note, note, journal, journal]
    assert told_once(emitted, best, {}) == [journal, journal, volume, book, note]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Lind, H. The sea lanes. 2nd rev. edn. Leeds: Anchor, 1999.", "edition", "2nd rev. edn."),
        ("Lind, H. Die Seewege. 3., überarb. 2. Aufl. Kiel 1999.", "edition", "2. Aufl."),
        ("Lind, H., The Sea Lanes, 8 vols. (Leeds: Anchor, 1999).", "volume", "8 vols."),
        ("Orlov A. Letters // Harbour. 2004, № 5.", "volume", "№ 5."),
        ("Weiss, B. Harbours. Trans. Nora Lind. Leeds: Anchor, 1999.", "translator", "Trans. Nora Lind."),
        ("Weiss, B., Harbours, Nora Lind (trans.), Leeds, 1999.", "translator", "Nora Lind (trans.),"),
        ("Lind, H. ACM Trans. Math. Softw., 3, 4-9.", "translator", ""),
        ("Lind, H. (forthcoming). Harbours. Leeds: Anchor.", "date", "(forthcoming)."),
        ("Lind, H. Harbours. Washington, D. C., 1999.", "location", "Washington, D. C.,"),
        ("Lind, H. Harbours. Harbour Review, Special Issue on Rooms, 4.", "note", "Special Issue on Rooms,"),
        ("Lind, H. The sea lanes. Leeds: Anchor, 1999.", "edition", ""),
    ],
)
def test_a_wording_says_what_its_words_are(text: str, label: str, words: str) -> None:
    tokens = text.split()
    told = settled(tokens)
    assert " ".join(token for at, token in enumerate(tokens) if told.get(at) == (label, True)) == words


def test_what_a_contribution_stands_in_is_no_title_and_the_words_before_it_may_be() -> None:
    assert settled("“The Rooms.” In Harbours of the North".split()) == {2: ("title", False)}
    assert settled("The Rooms in Leeds".split()) == {}
    rows = pulled([[1, 2], [3, 4], [5, 6]], ["“The", "Rooms.”", "In"], ["title", "journal"], 1)
    assert rows == [[1, 2], [3, 4], [5, 6]]
    assert pulled([[1, 2]] * 4, ["Lind.", "“Rooms.”", "In", "Leeds"], ["title", "note"], 2)[2] == [-19, 2]
    assert pulled([[1, 2]] * 2, ["8", "vols."], ["title", "note"], 2) == [[1, 2]] * 2


def test_finding_wordings_takes_no_square_of_time() -> None:
    """Long runs of what wordings begin with: one that went back over them at each word would need minutes here."""
    words = ["(Ab", "Aa", "of", "1", "Dir.", "in", "Ed.", "U.S.", "&", "January", "reprinted"] * 3000
    assert settled(words + ["(trans.)"] + ["A"] * 20000 + ["eds."]) is not None


@pytest.mark.parametrize(
    ("word", "sign"),
    [("rooms", "c"), ("theory", "c"), ("leipzig", "l"), ("margaret", "g"), ("wilson", "s"), ("baker", "s")],
)
def test_names_and_towns_are_told_from_the_words_that_english_prints_small(word: str, sign: str) -> None:
    assert sign in known_words()[word]
    assert sign != "c" or not set(known_words()[word]) & set("gsl")


def test_the_model_is_small_and_reads_as_json() -> None:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    assert MODEL.stat().st_size < 2_500_000
    assert {"author", "title", "date", "journal", "container-title", "publisher", "pages"} <= set(stored["labels"])


def test_a_damaged_list_of_words_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "known.txt").write_text("# signs, a tab, words\nc rooms donors\n", encoding="utf-8")
    monkeypatch.setattr(wordlists, "files", lambda package: tmp_path)
    with pytest.raises(BadData, match=r"known\.txt: a line must be signs"):
        known_words.__wrapped__()


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Smith, J., & Brown, K.", ["Smith, J.", "Brown, K."]),
        ("Gentz, D. and Mark, A. B.", ["Gentz, D.", "Mark, A. B."]),
        ("H.A.Quliyev", ["Quliyev, H. A."]),
        ("S.Çelik, & A.Murphy", ["Çelik, S.", "Murphy, A."]),
        ("McAll PM, Wilken JM, Dingle JB.", ["McAll, PM", "Wilken, JM", "Dingle, JB"]),
        ("Durand, Corinne, and Ulrich Feld, eds.", ["Durand, Corinne", "Feld, Ulrich"]),
        ("Орлов А.А., Петров И.И. и др.", ["Орлов, А. А.", "Петров, И. И."]),
        ("Әлиев Һ.Ә.", ["Әлиев, Һ. Ә."]),
        ("van Gelder, T.", ["van Gelder, T."]),
        ("O'Brien, P.", ["O'Brien, P."]),
        ("al-Rashid, M.", ["al-Rashid, M."]),
        ("García Márquez, G.", ["García Márquez, G."]),
        ("Ferren, W. R., Jr.", ["Ferren, W. R., Jr."]),
        ("DURAND Jean-Christophe", ["DURAND, Jean-Christophe"]),
        ("Məmmədov Elçin Rəhim oğlu", ["Məmmədov, Elçin Rəhim oğlu"]),
        ("Trans. Gerald M. Holm", ["Holm, Gerald M."]),
        ("In J. C. Weiss, R. N. Aalto & M. S. Holm (Eds.),", ["Weiss, J. C.", "Aalto, R. N.", "Holm, M. S."]),
        ("Ministry of Foreign Affairs of Peru", ["Ministry of Foreign Affairs of Peru"]),
        ("Azərbaycan Dənizçilik Akademiyası", ["Azərbaycan Dənizçilik Akademiyası"]),
        ("World Bank", ["World Bank"]),
        ("———.", []),
    ],
)
def test_names_are_told_apart(printed: str, names: list[str]) -> None:
    found = [author.literal or f"{author.family}, {author.given}" for author in authors_in(printed)]
    assert found == names


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("30 March. 2005", "2005-03-30"),
        ("(2015, March 9)", "2015-03-09"),
        ("2 iyun 2009", "2009-06-02"),
        ("12 Mayıs 2013", "2013-05-12"),
        ("12.05.2013", "2013-05-12"),
        ("5 мая 1999", "1999-05-05"),
        ("October 2012", "2012-10"),
        ("1er juin 1978", "1978-06-01"),
        ("03/05/2012", "2012"),
        ("23/05/2012", "2012-05-23"),
        ("31 February 2012", "2012"),
        ("27 May. 20003", None),
        ("13.13.13", None),
        ("", None),
    ],
)
def test_a_printed_date_is_never_more_precise_than_its_words(printed: str, edtf: str | None) -> None:
    assert edtf_of(printed) == edtf
