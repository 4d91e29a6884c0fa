"""Words that allow no exception, in a paragraph that cites nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body, paragraph_around
from regesta.model import Finding, Rule, Span

RULE = Rule(
    id="absolute-claim",
    severity="note",
    title="A claim without exception and without a source",
    about=(
        "A sentence about states says “never”, “always”, “the only”, “free from” or the like, and its paragraph cites nothing, while the "
        "document does cite elsewhere. One counter-example would refute it, so it needs a source. Words inside quotations are their "
        "speaker's own."
    ),
    good="The two states have never been at war (Smith, J. 2001). They signed a treaty in 1994 (Smith, J. 2001).",
    bad=(
        "The two states signed a treaty in 1994 (Smith, J. 2001). They opened embassies in 1995 (Miller, A. 2004).\n\nFrance and Algeria have always "
        "lived in peace."
    ),
)

# the words a style guide warns of; "the only" is one only with a noun behind it
ABSOLUTE = re.compile(
    r"""\b(?:(?:has|have|had|were|was|did)\s+never|never\s+(?:been|had|before|once|encountered|regarded|viewed|faced|recogni[sz]ed)
    |(?:has|have|had)\s+always|always\s+(?:been|had|regarded|supported)|(?:is|are|was|were|remains?|became)\s+the\s+only\s+\w+
    |the\s+only\s+(?:country|state|nation|power|one|embassy|ally)|free\s+(?:from|of)\s+(?:any\s+)?[a-z]{5,}|without\s+(?:any\s+)?exception
    |(?:the\s+)?(?:complete|total)?\s?absence\s+of\s+\w+|in\s+every\s+respect|none\s+of\s+(?:the|its|their)\s+\w+|undeniabl[ey]
    |at\s+no\s+time|not\s+a\s+single)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_CLAIM = re.compile(
    r"\bfree\s+(?:from|of)\s+(?:charge|customs|duties|tariffs|visas?)|never(?:\s+been)?\s+(?:ratified|implemented)",
    re.IGNORECASE,
)
CITES = 2


def check(case: Case) -> Iterator[Finding]:
    """One finding for each sentence, at its first such word."""
    citations = [one.start for one in case.reading.citations if in_body(case, one.start)]
    if len(citations) < CITES:
        return
    text = case.document.text
    quoted = [Span(one.start, one.end) for one in case.reading.quotations]
    states = [one.start for one in case.reading.names.states]
    for sentence in case.document.sentences:
        match = ABSOLUTE.search(text, sentence.start, sentence.end)
        if match is None or _NO_CLAIM.match(text, match.start()) or not in_body(case, match.start()):
            continue
        home = paragraph_around(case, sentence.start)
        told = bisect_left(citations, home.start)
        named = bisect_left(states, sentence.start)
        if told < len(citations) and citations[told] < home.end:
            continue
        if any(span.start <= match.start() < span.end for span in quoted):
            continue
        if named < len(states) and states[named] < sentence.end:
            message = f"“{match[0]}” allows no exception, and the paragraph cites no source."
            yield finding(RULE, case, [(match.start(), match.end())], message)
