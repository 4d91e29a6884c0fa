"""The tables of a register, for any SQL database that SQLAlchemy speaks to."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, text, types

metadata = MetaData()

# text is compared and ordered by its bytes on a server too, as in a file
_BYTES = types.Text(collation="C")
String = types.String().with_variant(_BYTES, "postgresql")
Text = types.Text().with_variant(_BYTES, "postgresql")

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("structure", Text, nullable=False),  # JSON: anchors, sections, paragraphs, sentences, front, warnings
    Column("digest", String),  # a hash of all that was found in it; None: found by a version that kept none
    Column("rules", String),  # what it was read with (model.Edition); None: not told, so it is to be read again
    Column("authorities", String),
)

paths = Table(
    "paths",
    metadata,
    Column("path", Text, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("act", String, nullable=False),
    Column("edtf", String),
    Column("earliest", String),
    Column("latest", String),
    Column("basis", String, nullable=False),
    Column("place", Text),
    Column("modality", String, nullable=False),
    Column("said_by", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("rule", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("day", String, nullable=False),  # what the calendar is ordered by: the earliest day, else the latest
    Column("block", String, index=True),  # what it is gathered into acts with (resolving.block_of)
    Index("entries_by_day", "day", "latest", "document", "start").ddl_if(dialect="sqlite"),
    Index("entries_in_order", "day", text("latest NULLS FIRST"), "document", "start").ddl_if(dialect="postgresql"),
    Index("entries_by_document", "document", "start"),
    Index("entries_by_act", "act", "day"),
)


def _part(name: str, *columns: Column[str]) -> Table:
    """A table of an entry's listed things, in their order."""
    return Table(
        name,
        metadata,
        Column("entry", String, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
    )


entry_states = _part("entry_states", Column("state", String, nullable=False, index=True))
entry_people = _part(
    "entry_people",
    Column("name", Text),
    Column("office", Text),
    Column("state", String),
    Column("person", String),
    Column("folded", Text, nullable=False),
)
entry_sectors = _part("entry_sectors", Column("sector", String, nullable=False, index=True))
entry_citations = _part("entry_citations", Column("citation", Text, nullable=False, index=True))

abstentions = Table(
    "abstentions",
    metadata,
    Column("document", String, ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# references, citations and quotations of a document, as the classes of `model` in JSON
mentions = Table(
    "mentions",
    metadata,
    Column("document", String, ForeignKey("documents.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("data", Text, nullable=False),
)

# whom the people of an entry were taken to mean; what the text said stays in entry_people
identities = Table(
    "identities",
    metadata,
    Column("entry", String, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("status", String, nullable=False),
    Column("person", String, index=True),
    Column("candidates", Text, nullable=False),  # JSON: [person, name, score, why], best first
    Column("why", Text, nullable=False),
)

# what the checks of one document say ("document"), and those between documents ("shelf")
findings = Table(
    "findings",
    metadata,
    Column("document", String, ForeignKey("documents.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("scope", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("rule", String, nullable=False, index=True),
    Column("severity", String, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: [start, end] in code points
    Column("entries", Text, nullable=False),  # JSON: ids
    Column("message", Text, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON: sentences
    Column("inferred", Text),  # JSON: [edtf, earliest, latest, basis]
)

acts = Table(
    "acts",
    metadata,
    Column("id", String, primary_key=True),
    Column("act", String, nullable=False),
    Column("edtf", String),
    Column("earliest", String),
    Column("latest", String),
    Column("basis", String, nullable=False),
    Column("conflict", Text),
    Column("why", Text, nullable=False),
    Column("block", String, nullable=False, index=True),
    Column("day", String, nullable=False),
    Index("acts_by_day", "day", "latest", "id"),
)
act_states = Table(
    "act_states",
    metadata,
    Column("act", String, ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("state", String, nullable=False, index=True),
)
act_entries = Table(
    "act_entries",
    metadata,
    Column("act", String, ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("entry", String, nullable=False, index=True),
)

# blocks whose entries changed since their acts were gathered, and "towards STATE" for the states towards which entries
# that checks compare changed: written with the change, gone with the gathering
stale = Table("stale", metadata, Column("block", String, primary_key=True))

findings_by_id = Index("findings_by_id", findings.c.id)

# second opinions, beside the entries and never among them
judgements = Table(
    "judgements",
    metadata,
    Column("entry", String, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("source", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("why", Text, nullable=False),
)
proposals = Table(
    "proposals",
    metadata,
    Column("document", String, ForeignKey("documents.id"), primary_key=True),
    Column("source", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("data", Text, nullable=False),  # JSON: model.Proposal
)

# what people decided stands beside what the machine found and outlives every reading; nothing refers to it by key
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("target_kind", String, nullable=False),
    Column("target", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("undone_by", Integer),
)

# where in its source an entry's first character stands, so that a page of a calendar need not open documents
entry_places = Table(
    "entry_places",
    metadata,
    Column("entry", String, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("page", Integer),
    Column("line", Integer),
    Column("paragraph", Integer),
    Column("path", Text),
)

# the entry that a decision stands at now; a reading that gives an entry another id moves it, or leaves it without one
decision_entries = Table(
    "decision_entries",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.id"), primary_key=True),
    Column("entry", String, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True),
)

# entries that a decision about two of them names, and the id under which a later reading has the same words
moved_entries = Table(
    "moved_entries",
    metadata,
    Column("entry", String, primary_key=True),
    Column("moved_to", String, nullable=False),
)

# what became of the files that somebody asked to read
files = Table(
    "files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("status", String, nullable=False, index=True),  # read, failed, pending
    Column("content", String),  # the id of the bytes tried last
    Column("message", Text),
    Column("rules", String),  # what they were tried with
    Column("authorities", String),
)

# who of a team may do what (`team`); only on a server
members = Table(
    "members",
    metadata,
    Column("name", String, primary_key=True),  # a user of the server
    Column("role", String, nullable=False),
)

# what states do together, and how far it has come; the listed things as JSON, what is asked for in rows of its own
cooperation = Table(
    "cooperation",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("rung", String, nullable=False),
    Column("edtf", String),
    Column("earliest", String),
    Column("latest", String),
    Column("basis", String, nullable=False),
    Column("said_by", Text),
    Column("why", Text, nullable=False),
    Column("data", Text, nullable=False),
)
cooperation_states = Table(
    "cooperation_states",
    metadata,
    Column("statement", String, ForeignKey("cooperation.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String, primary_key=True, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
)
cooperation_sectors = Table(
    "cooperation_sectors",
    metadata,
    Column("statement", String, ForeignKey("cooperation.id", ondelete="CASCADE"), primary_key=True),
    Column("sector", String, primary_key=True, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
)

# the tables of each version of the register, in the order they were added
FIRST = (
    meta,
    documents,
    paths,
    entries,
    entry_states,
    entry_people,
    entry_sectors,
    entry_citations,
    abstentions,
    mentions,
    decisions,
)
SECOND = (identities, findings)
THIRD = (acts, act_states, act_entries, stale)
EXPLORED = (entry_places, decision_entries)
OPINIONS = (judgements, proposals)
COOPERATION = (cooperation, cooperation_states, cooperation_sectors)

PARTS = (entry_states, entry_people, entry_sectors, entry_citations)

# what is found in one document, and goes when it is read again; of findings those of scope "document"
FOUND = (entries, *PARTS, entry_places, identities, findings, abstentions, mentions, *COOPERATION)
