"""The tools: each asks, none changes anything. Their parameters are a client's arguments, one each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated, Any, Literal

from pydantic import Field

from regesta.answering import shapes
from regesta.answering.telling import (
    date_of,
    found_at,
    found_in,
    in_passage,
    meanings,
    told,
    told_all,
)
from regesta.errors import BadQuestion
from regesta.exploring import answer, asked_for, entry_in_context, filter_of, question_of, question_words, remarks
from regesta.exploring.evidence import evidence_of
from regesta.exploring.remarks import waivers_of
from regesta.model import Act, Attestation, Filter, Tenure
from regesta.register import Register
from regesta.vocabulary import ACTS, SECTORS

PER_PAGE, MOST_TOLD = 20, 100
PASSAGE = "passage.md"  # what a passage is called that has no file
LONGEST_PASSAGE = 50_000  # code points; a passage of that length is read in a few seconds
CAUTION = "A missing row is no evidence that nobody held the office; the tables are thin for some states and decades."

Pages = Annotated[int, Field(description=f"Which page of {PER_PAGE}, from 1 on.")]


def tools_of(register: Register) -> list[Callable[..., Any]]:
    """The tools on a register: functions with a docstring for the client, from its arguments to a shape."""
    return [*_on_entries(register), *_on_documents(register), ask_authorities, office_holders, check_text]


def _on_entries(register: Register) -> list[Callable[..., Any]]:
    def search(
        words: Annotated[str, Field(description="Words that stand in the quote, the people or the place.")] = "",
        states: Annotated[str, Field(description="Any of these states: codes or names, apart by commas.")] = "",
        pair: Annotated[str, Field(description="Both of two states: 'AZE-ISR' or 'Azerbaijan,Israel'.")] = "",
        acts: Annotated[list[str] | None, Field(description=f"Any of these acts: {', '.join(ACTS)}.")] = None,
        date: Annotated[str, Field(description="Within this date, EDTF: 1994, 1994-03, 1990/1999.")] = "",
        person: Annotated[
            str, Field(description="A person's name or a part of it; marks and case do not matter.")
        ] = "",
        sector: Annotated[str, Field(description=f"A sector: {', '.join(SECTORS)}.")] = "",
        document: Annotated[str, Field(description="A document's id or its beginning, or a part of its path.")] = "",
        page: Pages = 1,
    ) -> shapes.Page:
        """Search the register's entries: what documents assert about acts between states, in order of time, with the words.

        Each entry is one document's assertion. Several may tell one act: `act_evidence` brings them together.
        """
        options = {"words": words, "states": states, "pair": pair, "date": date, "person": person, "sector": sector}
        asked = filter_of({**options, "document": document}, acts or ())
        total = register.count(asked)
        rows = list(register.entries(asked, PER_PAGE, offset_of(page, total)))
        listed = told_all(register, rows)
        return shapes.Page(
            total=total, page=page, pages=pages_of(total), entries=listed, rejected=len(rows) - len(listed)
        )

    def entry(id: Annotated[str, Field(description="An entry's id or its beginning.")]) -> shapes.Detail:
        """Show one entry in its paragraph: the words around it, why it was made, whom its people mean, what speaks against it."""
        one = register.entry(id)
        text = register.document(one.document)
        seen, path = entry_in_context(one, text), register.first_paths().get(one.document, text.name)
        act = register.act_of(one.id)
        waivers = waivers_of(register)
        against = [finding for finding in register.findings(one.document) if one.id in finding.entries]
        return shapes.Detail(
            entry=told(one, path, seen.place, register.rulings([one.id]).get(one.id)),
            section=seen.section,
            before=seen.before,
            after=seen.after,
            why=one.why,
            rule=one.rule,
            confidence=one.confidence,
            people_mean=meanings(one, register.identities(one.id)),
            told_also_by=[other for other in act.entries if other != one.id] if act is not None else [],
            act_conflict=act.conflict if act is not None else None,
            findings=[found_in(finding, text, path, waivers) for finding in against],
        )

    def act_evidence(
        id: Annotated[str, Field(description="The id of an act, or of an entry that tells it.")],
    ) -> shapes.ActTold:
        """Bring together all that speaks for an act, and against it: every entry that tells it, voices, works cited, findings."""
        return _act_told(register, id)

    return [search, entry, act_evidence]


def _on_documents(register: Register) -> list[Callable[..., Any]]:
    def findings(
        document: Annotated[str, Field(description="A document's id or its beginning, or a part of its path.")],
        severity: Annotated[
            Literal["note", "warning", "error"], Field(description="Say what is of this weight or more.")
        ] = "note",
        page: Pages = 1,
    ) -> shapes.Findings:
        """List what speaks against a document: offices not held, dates that cannot be, citations without a reference.

        What people waived is listed with their reason.
        """
        told_of = list(remarks(register, severity, _documents(register, document)))
        first = offset_of(page, len(told_of))
        listed = [found_at(one) for one in told_of[first : first + PER_PAGE]]
        return shapes.Findings(total=len(told_of), page=page, pages=pages_of(len(told_of)), findings=listed)

    def documents(page: Pages = 1) -> shapes.Documents:
        """List the documents of the register, with the terms for acts and sectors that `search` takes."""
        known = list(register.documents().items())
        first = offset_of(page, len(known))
        listed = [
            shapes.DocumentTold(id=id, paths=list(paths), entries=register.count(Filter(document=id)))
            for id, paths in known[first : first + PER_PAGE]
        ]
        return shapes.Documents(
            total=len(known),
            page=page,
            pages=pages_of(len(known)),
            documents=listed,
            entries=register.count(),
            acts=list(ACTS),
            sectors=list(SECTORS),
        )

    return [findings, documents]


# --- what needs no register ------------------------------------------------------------------------------------------


def ask_authorities(
    question: Annotated[str, Field(description="As in: who was foreign minister of Israel on 1994-01-28?")],
) -> shapes.Office:
    """Ask the tables in words: who held an office of a state on a day, or when somebody held an office."""
    asked = question_of(question)
    if asked is None:
        raise BadQuestion(f"“{question}” names no office; ask as in: who was foreign minister of Israel on 1994-01-28?")
    return _office([asked])


def office_holders(
    state: Annotated[str, Field(description="A state's code or name.")],
    office: Annotated[str, Field(description="head_of_state, head_of_government, foreign_minister, ambassador, ...")],
    on: Annotated[str, Field(description="A day, month or year, EDTF.")],
) -> shapes.Office:
    """Ask the tables who held an office of a state at a date, by terms instead of words."""
    if not on.strip():
        raise BadQuestion("Name a date, as in 1994 or 1994-01-28.")
    return _office(asked_for(state, office, on))


def check_text(
    text: Annotated[
        str, Field(description=f"A passage in English, plain or Markdown, of {LONGEST_PASSAGE} characters at most.")
    ],
) -> shapes.Checked:
    """Read a passage that is handed in: what it tells, and what speaks against it. Nothing is stored.

    Use it on a draft before you hand it on: offices are compared with who is known to have held them on the day. Offsets count
    the code points of the passage as it was handed in.
    """
    from regesta.reading import read_bytes
    from regesta.workflow import examine, read_document

    if len(text) > LONGEST_PASSAGE:
        raise BadQuestion(
            f"The passage has {len(text)} characters; hand in {LONGEST_PASSAGE} at most, or read it with `regesta read`."
        )
    seen = examine(read_document(read_bytes(text.encode("utf-8", "replace"), PASSAGE)))
    document, reading = seen.reading.document, seen.reading
    return shapes.Checked(
        entries=[in_passage(told(one, PASSAGE, document.locate(one.start)), document, text) for one in reading.entries],
        findings=[in_passage(found_in(one, document, PASSAGE), document, text) for one in seen.findings],
        left_out=[f"“{one.quote[:200]}”: {one.reason}" for one in reading.abstentions],
    )


# --- shared ----------------------------------------------------------------------------------------------------------


def offset_of(page: int, total: int) -> int:
    """Where a page begins. Raises BadQuestion for a page that is none."""
    if not 1 <= page <= pages_of(total):
        raise BadQuestion(f"there is no page {page}; the answer has {pages_of(total)}")
    return (page - 1) * PER_PAGE


def pages_of(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _documents(register: Register, asked: str) -> Collection[str]:
    """The ids of the documents that are meant. Raises BadQuestion for none."""
    known = register.documents()
    meant = {id for id, paths in known.items() if id.startswith(asked) or any(asked in path for path in paths)}
    if not meant or not asked:
        raise BadQuestion(f"the register holds no document '{asked}'; `documents` lists them")
    if len(meant) > PER_PAGE:
        raise BadQuestion(f"'{asked}' names {len(meant)} documents; name one, or {PER_PAGE} at most")
    return meant


def _act_told(register: Register, id: str) -> shapes.ActTold:
    act = _act_of(register, id)
    witnesses = register.entries_of(act.entries)
    about: dict[str, tuple[str, ...]] = {}
    for document in dict.fromkeys(one.document for one in witnesses):
        for finding in register.findings(document):
            for told_by in finding.entries:
                about[told_by] = (*about.get(told_by, ()), finding.id)
    paths, waivers = register.first_paths(), waivers_of(register)
    evidence = evidence_of(act, register, paths, about)
    against = {finding.id: finding for witness in evidence.witnesses for finding in witness.findings}
    return shapes.ActTold(
        id=act.id,
        summary=evidence.abstract,
        act=act.act,
        date=date_of(act.when),
        states=list(act.states),
        conflict=act.conflict,
        why=act.why,
        voices=list(evidence.voices),
        works=list(evidence.works),
        told=len(act.entries),
        entries=told_all(register, witnesses[:MOST_TOLD]),
        against=[
            found_in(one, register.document(one.document), paths.get(one.document, one.document), waivers)
            for one in against.values()
        ],
    )


def _act_of(register: Register, id: str) -> Act:
    """The act of its id, or of an entry's. Raises BadQuestion."""
    try:
        return register.act(id)
    except BadQuestion:
        act = register.act_of(register.entry(id).id)
        if act is None:
            raise
        return act


def _office(questions: list[Any]) -> shapes.Office:
    """The answers to questions about one office, as one."""
    from regesta.authorities import told as in_words

    answers = [answer(question) for question in questions]

    def tenured(row: Tenure) -> shapes.Tenured:
        return shapes.Tenured(
            name=row.name, authority=row.person, office=row.office, state=row.state, sentence=in_words(row),
            source=row.source, voice=row.voice,
        )  # fmt: skip

    def attested(row: Attestation) -> str:
        return f"{row.name}, {row.label}, attested {row.first} to {row.last} ({row.voice})"

    return shapes.Office(
        question="; ".join(question_words(question) for question in questions),
        holders=[tenured(row) for one in answers for row in one.rows],
        attested=[attested(row) for one in answers for row in one.attested],
        nearest=[tenured(row) for one in answers for row in one.near],
        caution=CAUTION,
    )
