"""The register itself: put readings in, take entries out, check that every quote still stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from regesta.errors import BadQuestion, BadRegister, RegestaError
from regesta.model import (
    Abstention,
    Act,
    Citation,
    Cooperation,
    Decision,
    Document,
    Edition,
    Entry,
    Examined,
    Filter,
    Finding,
    Identity,
    Judgement,
    Place,
    Problem,
    Proposal,
    Quotation,
    Reading,
    Reference,
    Ruling,
    Standing,
)
from regesta.register import (
    codec,
    columns,
    cooperating,
    deciding,
    dumping,
    frames,
    journal,
    opening,
    opinions,
    postgres,
    querying,
    rulings,
    searching,
    settling,
    soundness,
    standing,
    storing,
    team,
)
from regesta.register.finding import condition
from regesta.register.laying import as_decided
from regesta.register.migrations import is_empty, migrate
from regesta.register.misquoted import changed, misquoted
from regesta.register.preparing import Failed, Prepared, prepare
from regesta.register.tables import (
    PARTS,
    abstentions,
    act_entries,
    acts,
    documents,
    entries,
    findings,
    identities,
    mentions,
    paths,
)

if TYPE_CHECKING:
    import pandas
    import polars

_BATCH = 500
_BY_TEXT = (entries.c.document, entries.c.start, entries.c.end, entries.c.id)
_BY_DAY = (entries.c.day, entries.c.latest.nulls_first(), *_BY_TEXT)


class Register:
    """A register in a file, or on a server ("postgresql://user@host/database"). A context manager; every change is one
    transaction.

    Raises BadRegister when the file is no register, is damaged, is locked, or was made by a newer version; NotAllowed when
    one's role on the server does not reach.
    """

    def __init__(self, path: str | Path, must_exist: bool = False) -> None:
        self._engine = opening.engine_for(str(path), must_exist)
        self._dialect = self._engine.dialect.name
        self.path = postgres.shown(str(path)) if self.on_server else str(path)
        try:
            self._open(must_exist)
        except BaseException:
            self._engine.dispose()
            raise

    def _open(self, must_exist: bool) -> None:
        with self._named():
            if must_exist and self.on_server and is_empty(self._engine):
                raise BadRegister(opening.missing(self.path))
            migrate(self._engine, self.path)

    @property
    def on_server(self) -> bool:
        """Whether it is kept by a database server, and not in a file."""
        return self._dialect == "postgresql"

    def companion(self, name: str) -> Path:
        """Where what belongs to the register and is not in it is kept: beside its file, or with the user's data."""
        return opening.companion(self.path, name, self.on_server)

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(fault, Exception) and not isinstance(fault, RegestaError | OSError) and not self.on_server:
            opening.blame(self.path, fault)

    def copy_to(self, path: str | Path) -> None:
        """Write the whole register, as it stands at one moment, to another file. Raises BadRegister for one on a server."""
        with self._named():
            opening.copy(self.path, str(path), self.on_server)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # --- putting in --------------------------------------------------------------------------------------------------

    def put(self, found: Reading | Examined, edition: Edition | None = None) -> str:
        """Store what was found: "new", "unchanged" (nothing was written) or "replaced" (its entries took the old ones' place).

        A document is the same where its bytes are; the same bytes under a second path are one document with two paths.
        Decisions stay, whatever is replaced. Without an `edition` the document counts as read with older rules.
        """
        made = prepare(found if isinstance(found, Examined) else Examined(found), edition)
        with self._named(), opening.writing(self._engine) as connection:
            return storing.put(connection, made)

    def put_results(self, results: Sequence[Prepared | Failed], edition: Edition) -> list[str]:
        """Store what became of files, all in one transaction: a status each, as `put` gives it, or "failed"."""
        with self._named(), opening.writing(self._engine) as connection:
            statuses = iter(storing.put_all(connection, [one for one in results if isinstance(one, Prepared)]))
            standing.record(connection, results, edition)
            return ["failed" if isinstance(one, Failed) else next(statuses) for one in results]

    def expect(self, files: Sequence[str]) -> None:
        """Write down that files are to be read: "pending" until what became of them is stored."""
        with self._named(), opening.writing(self._engine) as connection:
            standing.expect(connection, files)

    def note(self, told: Sequence[Standing]) -> None:
        """Write down what became of files of which nothing else is to be stored."""
        with self._named(), opening.writing(self._engine) as connection:
            standing.note(connection, told)

    def standings(self, paths: Sequence[str], edition: Edition) -> dict[str, Standing]:
        """What is known of files, by path; of a file that was "pending", what it was before. Others are left out."""
        with self._named(), opening.reading(self._engine) as connection:
            return standing.of(connection, paths, edition)

    def status(self, edition: Edition) -> Iterator[Standing]:
        """What became of every file that somebody asked to read, by path, streamed."""
        with self._named(), opening.reading(self._engine) as connection:
            yield from standing.all_of(connection, edition)

    def misnamed(self) -> list[tuple[str, str]]:
        """(document, its first path) of documents that go by another name: a path that is theirs no longer, or not the first."""
        with self._named(), opening.reading(self._engine) as connection:
            return standing.misnamed(connection)

    def counted(self, document: str) -> tuple[int, int]:
        """(entries, abstentions) of a document."""
        with self._named(), opening.reading(self._engine) as connection:
            return standing.counted(connection, document)

    def dump(self) -> Iterator[str]:
        """All that the register says, a row a line as JSON, in an order that no history of it changes (`register.dumping`)."""
        with self._named(), opening.reading(self._engine) as connection:
            yield from dumping.dump(connection)

    def decide(self, kind: str, target: str, verdict: str, who: str, payload: str = "{}") -> Decision:
        """Write down what a person decided (see `model.Decision`); it stands until it is taken back."""
        with self._deciding() as connection:
            if kind == "entries":
                settling.mark_pair(connection, target)
            if kind in ("entries", "people"):
                ids = " ".join(mention.partition(":")[0] for mention in target.split())
                payload = codec.payload_of(payload, anchors=rulings.anchors(connection, ids))
            return deciding.decide(connection, (kind, target, verdict), who, codec.payload_of(payload))

    def undo(self, decision: int, who: str) -> Decision:
        """Take a decision back; the taking back is a decision too. Raises BadQuestion when there is none that stands."""
        with self._deciding() as connection:
            back = rulings.undo(connection, decision, who)
            if back.kind == "entries":
                settling.mark_pair(connection, back.target)
            return back

    def rule(self, entry: Entry, verdict: str, who: str, payload: dict[str, Any], seen: int) -> Decision:
        """Write down what a person decided of an entry: "accept", "correct" (`payload` holds the fields) or "reject".

        `seen` is the number of the last decision about it that they have seen, 0 for none. Raises Conflict when there is a
        later one, BadQuestion for another verdict.
        """
        with self._deciding() as connection:
            return rulings.rule(connection, entry, verdict, who, payload, seen)

    def rulings(self, ids: Sequence[str] | None = None) -> dict[str, Ruling]:
        """What people decided of entries, by the entries' ids: of those given, or of all that anybody decided about."""
        with self._named(), opening.reading(self._engine) as connection:
            return rulings.rulings(connection, ids)

    def decided_since(self, decision: int) -> tuple[list[str], bool]:
        """The entries that decisions after a number are about, and whether any is about a finding."""
        with self._named(), opening.reading(self._engine) as connection:
            return rulings.decided_since(connection, decision)

    def decisions(self, kind: str | None = None, standing: bool = True) -> Sequence[Decision]:
        """What people decided, in order; `standing` leaves out what was taken back and the takings back themselves."""
        with self._named(), opening.reading(self._engine) as connection:
            return deciding.decisions(connection, kind, standing)

    def settle(self, gather: settling.Gather, compare: settling.Compare) -> int:
        """Gather anew the acts of the blocks whose entries changed, a transaction a chunk; how many acts were made.

        `gather` is handed the entries of some blocks, whom their people are, and the pairs that people keep apart or put
        together; it gives acts and the findings between documents. `compare` is handed all entries towards a state, of
        whatever block, and gives findings. A run killed on the way is taken up by the next one.
        """
        made = 0
        while (acts_made := self._gather_some(gather)) is not None:
            made += acts_made
        while self._compare_some(compare):
            pass
        return made

    def _gather_some(self, gather: settling.Gather) -> int | None:
        """How many acts some blocks had; None where none is to be gathered."""
        with self._named(), opening.writing(self._engine) as connection:
            apart, together = settling.pairs(connection, "split"), settling.pairs(connection, "merge")
            blocks = settling.next_stale(connection, together)
            if not blocks:
                return None
            told = list(self._entries_where(connection, entries.c.block.in_(blocks)))
            found, said = gather(told, settling.identities_of(connection, blocks), apart, together)
            settling.put_acts(connection, blocks, found, said)
            storing.count_change(connection)
            return len(found)

    def _compare_some(self, compare: settling.Compare) -> bool:
        """Whether there was something to compare."""
        with self._named(), opening.writing(self._engine) as connection:
            states = settling.next_towards(connection)
            if not states:
                return False
            told: dict[str, list[Entry]] = {}
            for entry in self._entries_where(connection, settling.told_towards(states)):
                told.setdefault(entry.states[1], []).append(entry)
            settling.put_compared(connection, states, {state: compare(listed) for state, listed in told.items()})
            storing.count_change(connection)
            return True

    def put_opinion(
        self, document: str, source: str, judgements: Sequence[Judgement] = (), proposals: Sequence[Proposal] = ()
    ) -> None:
        """Store a second opinion on a document in place of what the same source said before. It changes no entry."""
        with self._named(), self._engine.begin() as connection:
            opinions.put_judgements(connection, judgements)
            opinions.put_proposals(connection, document, source, proposals)

    def grant(self, name: str, role: str | None) -> None:
        """Give a user of the server a role of `team.ROLES`, or take it (None). Raises BadQuestion for a register in a file."""
        self._for_team()
        with self._named(), self._engine.begin() as connection:
            team.grant(connection, name, role)

    def members(self) -> list[tuple[str, str]]:
        """(user, role) of a team. Raises BadQuestion for a register in a file."""
        self._for_team()
        with self._named(), opening.reading(self._engine) as connection:
            return team.roles(connection)

    def _for_team(self) -> None:
        if not self.on_server:
            raise BadQuestion(f"{self.path}: roles are for registers on a server; a file belongs to who may write it")

    # --- taking out --------------------------------------------------------------------------------------------------

    def entries(
        self, asked: Filter | None = None, limit: int | None = None, offset: int = 0, by_document: bool = False
    ) -> Iterator[Entry]:
        """The entries that a filter keeps, streamed: in the calendar's order, or document by document in the order of their
        texts. Raises BadQuestion.
        """
        with self._named(), opening.reading(self._engine) as connection:
            query = select(entries).where(condition(connection, asked or Filter())).limit(limit).offset(offset)
            yield from self._entries_of(connection, query.order_by(*(_BY_TEXT if by_document else _BY_DAY)))

    def _entries_where(self, connection: Connection, where: ColumnElement[bool]) -> Iterator[Entry]:
        yield from self._entries_of(connection, select(entries).where(where).order_by(*_BY_DAY))

    def _entries_of(self, connection: Connection, query: Select[Any]) -> Iterator[Entry]:
        result = connection.execute(query, execution_options={"yield_per": _BATCH})
        for rows in result.mappings().partitions(_BATCH):
            parts = {table.name: columns.parts(connection, table, [row["id"] for row in rows]) for table in PARTS}
            for row in rows:
                yield codec.entry_of(row, {name: found.get(row["id"], ()) for name, found in parts.items()})

    def count(self, asked: Filter | None = None) -> int:
        """How many entries a filter keeps. Raises BadQuestion."""
        with self._named(), opening.reading(self._engine) as connection:
            query = select(func.count()).select_from(entries).where(condition(connection, asked or Filter()))
            return int(connection.execute(query).scalar() or 0)

    def entry(self, beginning: str) -> Entry:
        """The entry of an id, or of the beginning of one. Raises BadQuestion when none or several begin so."""
        with self._named(), opening.reading(self._engine) as connection:
            # a whole id is found by the index, of a beginning every id is looked at
            whole = select(entries.c.id).where(entries.c.id == beginning)
            query = select(entries.c.id).where(entries.c.id.startswith(beginning, autoescape=True)).limit(3)
            ids = list(connection.execute(whole).scalars()) or list(connection.execute(query).scalars())
            if not beginning or len(ids) != 1:
                many = "several entries begin" if len(ids) > 1 else "no entry begins"
                raise BadQuestion(f"{many} with '{beginning}'; `regesta list` shows the ids")
            row = connection.execute(select(entries).where(entries.c.id == ids[0])).mappings().one()
            return codec.entry_of(
                row, {table.name: columns.parts(connection, table, ids).get(ids[0], ()) for table in PARTS}
            )

    def acts(self, asked: Filter | None = None, limit: int | None = None, offset: int = 0) -> Sequence[Act]:
        """The acts that some entry a filter keeps tells, in the calendar's order. Raises BadQuestion."""
        with self._named(), opening.reading(self._engine) as connection:
            told = select(act_entries.c.act).join(entries, entries.c.id == act_entries.c.entry)
            where = acts.c.id.in_(told.where(condition(connection, asked))) if asked is not None else true()
            return settling.acts_where(connection, where, limit, offset)

    def act_of(self, entry: str) -> Act | None:
        """The act that an entry (a whole id) tells; None where its acts are not gathered yet."""
        with self._named(), opening.reading(self._engine) as connection:
            where = acts.c.id.in_(select(act_entries.c.act).where(act_entries.c.entry == entry))
            return next(iter(settling.acts_where(connection, where, 1, 0)), None)

    def acts_of(self, ids: Sequence[str]) -> list[Act]:
        """The acts that entries (whole ids) tell, each once, in the calendar's order within a batch of ids."""
        with self._named(), opening.reading(self._engine) as connection:
            found: dict[str, Act] = {}
            for at in range(0, len(ids), _BATCH):
                told = select(act_entries.c.act).where(act_entries.c.entry.in_(ids[at : at + _BATCH]))
                found |= {act.id: act for act in settling.acts_where(connection, acts.c.id.in_(told), None, 0)}
            return list(found.values())

    def act(self, beginning: str) -> Act:
        """The act of an id, or of the beginning of one. Raises BadQuestion when none or several begin so."""
        with self._named(), opening.reading(self._engine) as connection:
            found = settling.acts_where(connection, acts.c.id == beginning, 1, 0)
            found = found or settling.acts_where(connection, acts.c.id.startswith(beginning, autoescape=True), 2, 0)
            if not beginning or len(found) != 1:
                many = "several acts begin" if len(found) > 1 else "no act begins"
                raise BadQuestion(
                    f"{many} with '{beginning}'; acts are gathered anew when entries change, so ask by an entry"
                )
            return found[0]

    def cooperation(self, asked: Filter | None = None) -> list[Cooperation]:
        """The statements of cooperation that a filter's states, pair, sector and document keep, by document and place."""
        with self._named(), opening.reading(self._engine) as connection:
            return list(cooperating.asked_for(connection, asked or Filter()))

    def document(self, id: str) -> Document:
        """The document of an id. Raises BadQuestion when there is none."""
        with self._named(), opening.reading(self._engine) as connection:
            row = connection.execute(select(documents).where(documents.c.id == id)).mappings().one_or_none()
            if row is None:
                raise BadQuestion(f"the register holds no document '{id}'; `regesta list` shows the documents")
            return codec.document_of(row)

    def documents(self) -> dict[str, tuple[str, ...]]:
        """The documents' ids, each with the paths it was read from, by path."""
        with self._named(), opening.reading(self._engine) as connection:
            found: dict[str, tuple[str, ...]] = {}
            for path, id in connection.execute(select(paths.c.path, paths.c.document).order_by(paths.c.path)):
                found[id] = (*found.get(id, ()), path)
            return found

    def first_paths(self) -> dict[str, str]:
        """The documents' ids, each with the first of the paths it was read from."""
        return {id: names[0] for id, names in self.documents().items()}

    def read_with(self) -> dict[str, Edition | None]:
        """What each document was read with, by id; None where it is not known, or the document was imported."""
        query = select(documents.c.id, documents.c.rules, documents.c.authorities).order_by(documents.c.id)
        with self._named(), opening.reading(self._engine) as connection:
            return {id: standing.edition_of(*told) for id, *told in connection.execute(query)}

    def abstentions(self, document: str | None = None) -> Iterator[Abstention]:
        """What was abstained from, with the reasons, in the order of the documents and their text."""
        query = select(abstentions).order_by(abstentions.c.document, abstentions.c.position)
        if document is not None:
            named = select(paths.c.document).where(paths.c.path.icontains(document, autoescape=True))
            query = query.where(
                abstentions.c.document.startswith(document, autoescape=True) | abstentions.c.document.in_(named)
            )
        with self._named(), opening.reading(self._engine) as connection:
            for row in connection.execute(query, execution_options={"yield_per": _BATCH}).mappings():
                yield Abstention(row["document"], row["start"], row["end"], row["quote"], row["reason"])

    def abstained(self, limit: int, offset: int) -> tuple[int, list[Abstention]]:
        """How many times nothing was made of what was found, and a page of them, by document and text."""
        query = select(abstentions).order_by(abstentions.c.document, abstentions.c.position).limit(limit).offset(offset)
        with self._named(), opening.reading(self._engine) as connection:
            total = int(connection.execute(select(func.count()).select_from(abstentions)).scalar() or 0)
            rows = connection.execute(query).mappings()
            return total, [Abstention(r["document"], r["start"], r["end"], r["quote"], r["reason"]) for r in rows]

    def mentions(self, document: str, kind: str) -> Sequence[Reference | Citation | Quotation]:
        """The references, citations or quotations ("reference", "citation", "quotation") of a document."""
        query = (
            select(mentions.c.data)
            .where(mentions.c.document == document, mentions.c.kind == kind)
            .order_by(mentions.c.position)
        )
        with self._named(), opening.reading(self._engine) as connection:
            return [codec.mention_of(kind, data) for data in connection.execute(query).scalars()]

    def identities(self, entry: str) -> Sequence[Identity]:
        """Whom the people of an entry were taken to mean, in the order of its people; `entry` is a whole id."""
        query = select(identities).where(identities.c.entry == entry).order_by(identities.c.position)
        with self._named(), opening.reading(self._engine) as connection:
            return [codec.identity_of(row) for row in connection.execute(query).mappings()]

    def unknown_people(self) -> tuple[list[Entry], dict[tuple[str, int], Identity]]:
        """The entries with people whom no authority knows, by id, and these people's identities."""
        with self._named(), opening.reading(self._engine) as connection:
            found = settling.unknown(connection)
        return self.entries_of(sorted({entry for entry, _ in found})), found

    def people_apart(self) -> list[tuple[tuple[str, int], tuple[str, int]]]:
        """The mentions, (entry id, position), that people's standing decisions say are not one person, in pairs."""
        with self._named(), opening.reading(self._engine) as connection:
            return settling.people_apart(connection)

    def judgements(self, entry: str) -> Sequence[Judgement]:
        """What second opinions think of an entry (a whole id), by source."""
        with self._named(), opening.reading(self._engine) as connection:
            return opinions.judgements_of(connection, entry)

    def proposals(self, document: str) -> Sequence[Proposal]:
        """The entries that second opinions propose for a document (a whole id); none of them is the register's own."""
        with self._named(), opening.reading(self._engine) as connection:
            return opinions.proposals_of(connection, document)

    def findings(self, document: str | None = None) -> Iterator[Finding]:
        """What the checks say, by document and in the order of its text; `document` is a whole id."""
        query = select(findings).order_by(findings.c.document, findings.c.scope, findings.c.position)
        if document is not None:
            query = query.where(findings.c.document == document)
        with self._named(), opening.reading(self._engine) as connection:
            for row in connection.execute(query, execution_options={"yield_per": _BATCH}).mappings():
                yield codec.finding_of(row)

    def findings_with(self, ids: Sequence[str]) -> list[Finding]:
        """The findings of those whole ids; one of several documents may stand more than once."""
        query = select(findings).where(findings.c.id.in_(ids)).order_by(findings.c.document, findings.c.position)
        with self._named(), opening.reading(self._engine) as connection:
            return [codec.finding_of(row) for row in connection.execute(query).mappings()]

    def finding(self, beginning: str) -> Finding:
        """The finding of an id, or of the beginning of one. Raises BadQuestion when none or several begin so."""
        query = select(findings).where(findings.c.id.startswith(beginning, autoescape=True)).limit(3)
        with self._named(), opening.reading(self._engine) as connection:
            found = {row["id"]: row for row in connection.execute(query).mappings()}
        if not beginning or len(found) != 1:
            many = "several findings begin" if len(found) > 1 else "no finding begins"
            raise BadQuestion(f"{many} with '{beginning}'; `regesta check --register {self.path}` shows the ids")
        return codec.finding_of(next(iter(found.values())))

    # --- for other tools ---------------------------------------------------------------------------------------------

    def to_pandas(self, asked: Filter | None = None, decided: bool = False) -> pandas.DataFrame:
        """The entries that a filter keeps as a pandas frame, one row an entry, with the contract's fields as columns.

        `earliest` and `latest` are datetime64[s], lists stay lists. `decided`: as people left them, without those they
        rejected. Raises BadQuestion; MissingPart where pandas is not installed.
        """
        return frames.to_pandas(self._told(asked, decided), self.first_paths())

    def to_polars(self, asked: Filter | None = None, decided: bool = False) -> polars.DataFrame:
        """As `to_pandas`, for polars: days are Date, lists List, people a List of Struct."""
        return frames.to_polars(self._told(asked, decided), self.first_paths())

    def sql(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query in the database's SQL gives, as dicts, as found (corrections lie in `decisions`). It cannot write.

        The view `calendar` is one row an entry, its states and people joined; docs/reference/register.md tells the tables.
        Raises BadQuestion where the query cannot be answered.
        """
        with self._named():
            if self.on_server:
                return querying.asked_server(self._engine, query, parameters)
            return querying.asked(self.path, query, parameters)

    def _told(self, asked: Filter | None, decided: bool) -> Iterator[Entry]:
        return as_decided(self.entries(asked), self.rulings() if decided else {})

    # --- all of it, column by column ---------------------------------------------------------------------------------

    def state(self) -> tuple[int, int]:
        """(changes to the documents, number of the last decision): equal as long as nothing has changed."""
        with self._named(), opening.reading(self._engine) as connection:
            return columns.state(connection)

    def column(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The rows of one column of the register (see `register.columns.COLUMNS`), streamed."""
        with self._named(), opening.reading(self._engine) as connection:
            yield from columns.column(connection, name)

    def finding_entries(self) -> list[tuple[str, str, str, str]]:
        """(finding, rule, severity, entry) for every entry that a finding is about."""
        with self._named(), opening.reading(self._engine) as connection:
            return list(columns.finding_entries(connection))

    def words(self) -> list[tuple[int, str]]:
        """(row of the full-text index, entry), for all entries."""
        with self._named(), opening.reading(self._engine) as connection:
            return searching.indexed(connection)

    def rows_with(self, words: str) -> list[int]:
        """The rows of the full-text index in which all of the words stand. Raises BadQuestion."""
        with self._named(), opening.reading(self._engine) as connection:
            return searching.rows_with(connection, words)

    def ids_of_person(self, words: Sequence[str]) -> list[str]:
        """The entries with a person in whose name and office all of the folded words stand."""
        with self._named(), opening.reading(self._engine) as connection:
            return columns.ids_of_person(connection, words)

    def entries_of(self, ids: Sequence[str]) -> list[Entry]:
        """The entries of those whole ids, in their order; ids that are none are left out."""
        with self._named(), opening.reading(self._engine) as connection:
            found: dict[str, Entry] = {}
            for at in range(0, len(ids), _BATCH):
                chunk = ids[at : at + _BATCH]
                parts = {table.name: columns.parts(connection, table, chunk) for table in PARTS}
                for row in connection.execute(select(entries).where(entries.c.id.in_(chunk))).mappings():
                    listed = {name: rows.get(row["id"], ()) for name, rows in parts.items()}
                    found[row["id"]] = codec.entry_of(row, listed)
            return [found[id] for id in ids if id in found]

    def places(self, ids: Sequence[str]) -> dict[str, Place]:
        """Where entries stand in their sources (page, line, paragraph, path), without opening their documents."""
        with self._named(), opening.reading(self._engine) as connection:
            return columns.places(connection, ids)

    # --- checking ----------------------------------------------------------------------------------------------------

    def verify(self) -> Iterator[Problem]:
        """What is wrong: with the register's file, with quotes that are not their document's text, with documents that are not
        the file they were read from, if it is there."""
        with self._named():
            for fault in [] if self.on_server else soundness.damage(self.path):
                yield Problem(
                    self.path, None, f"the register is damaged ({fault}); `regesta repair` brings back what can be"
                )
        for id, names in self.documents().items():
            document = self.document(id)
            yield from misquoted(self.entries(Filter(document=id)), document, names[0])
            yield from misquoted(self.cooperation(Filter(document=id)), document, names[0])
            yield from changed(names, id)

    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction, for the modules of this room that work on a register from outside it (`merging`)."""
        return opening.named_writing(self._engine, self.path)

    def _deciding(self) -> AbstractContextManager[Connection]:
        """A transaction in which somebody decides."""
        return opening.deciding(self._engine, self.path, None if self.on_server else self.companion(journal.NAME))

    def _named(self) -> AbstractContextManager[None]:
        """Database faults as one sentence that names the register."""
        return opening.named(self.path)
