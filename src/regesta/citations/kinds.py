"""The CSL type of a work, told by the fields it has; "document" where they do not tell."""

from __future__ import annotations

import re

from regesta.model import Work

_THESIS = re.compile(r"thesis|dissertation|\btez[i]?\b|диссерт|дис\.|thèse|tesis|tese\b", re.I)
_REPORT = re.compile(r"\b(?:report|working paper|technical|memorandum|rapport|bericht|hesabat|отч[её]т)\b", re.I)
_MEETING = re.compile(r"\b(?:proc(?:eedings|\.)|conference|symposium|workshop|congress|konfrans|конференц)", re.I)
# journals that call themselves so: "Proceedings of the National Academy of Sciences", "Proc. IEEE"
_SERIES = re.compile(r"proc(?:eedings|\.)(?!.*(?:conference|conf\.|symposium|symp\.|workshop|congress|meeting))", re.I)
_PAPER = re.compile(
    r"\b(?:times|post|gazette|herald|tribune|guardian|haaretz|newspaper|qəzet|gazetesi|газета|monitor|daily|le monde|reuters|news)\b",
    re.I,
)
_JOURNAL = re.compile(
    r"journal|review|revue|revista|rivista|zeitschrift|quarterly|bulletin|dergi|jurnal|журнал|вестник|вопросы", re.I
)
_WITHIN = re.compile(r"(?:^|\W)In:?\s")


def type_of(work: Work, text: str) -> str:
    """The type that a work's fields, and "In:" in its text, tell."""
    told = f"{work.genre or ''} {work.note or ''}"
    if _THESIS.search(work.genre or ""):
        return "thesis"
    if work.container is not None:
        if _MEETING.search(work.container) and (work.volume is None or not _SERIES.match(work.container)):
            return "paper-conference"
        if work.volume is not None or work.issue is not None or work.issn is not None:
            return (
                "chapter" if work.editors and work.publisher is not None and work.issue is None else "article-journal"
            )
        if work.editors or work.publisher is not None or _WITHIN.search(text) is not None:
            return "chapter"
        if _PAPER.search(work.container) and (len(work.issued or "") > 4 or work.url is not None):
            return "article-newspaper"
        if work.url is not None and work.pages is None:
            return "webpage"
        if work.pages is not None or _JOURNAL.search(work.container) is not None:
            return "article-newspaper" if len(work.issued or "") == 10 and work.pages is None else "article-journal"
        return "article-newspaper" if len(work.issued or "") == 10 else "document"
    if _REPORT.search(told):
        return "report"
    if (
        work.url is not None
        and work.place is None
        and work.isbn is None
        and work.edition is None
        and work.pages is None
    ):
        return "webpage"
    if work.publisher is not None or work.isbn is not None or work.edition is not None or work.place is not None:
        return "book"
    return "webpage" if work.url is not None else "document"
