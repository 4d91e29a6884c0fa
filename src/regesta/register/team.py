"""Who of a team may do what with a register on a server: SQL rights of the server's own users, kept by the server.

A reader looks; a reviewer also decides, and gathers the acts that decisions change; an editor also reads documents in.
The owner, who made the register, brings it to new versions and grants roles. Nobody but the owner can change or delete a
decision that was written down, or the register's format.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, text

from regesta.errors import BadQuestion
from regesta.register.tables import members, metadata

ROLES = ("reader", "reviewer", "editor")

# the rights of each role, those of the role before it among them; %s is who gets them
_READER = ("GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s",)
_REVIEWER = (
    "GRANT INSERT ON decisions, decision_entries, stale, acts, act_states, act_entries, findings, meta TO %s",
    "GRANT DELETE ON stale, acts, act_states, act_entries, findings, meta TO %s",
    "GRANT UPDATE (undone_by) ON decisions TO %s",
    "GRANT USAGE ON SEQUENCE decisions_id_seq TO %s",
)
_NOT_THE_EDITORS = {"decisions", "members", "meta"}


def _editor() -> Iterable[str]:
    own = [table.name for table in metadata.sorted_tables if table.name not in _NOT_THE_EDITORS]
    yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join([*own, 'entry_words'])} TO %s"


# rows that a right on a table does not reach: the format, and what the checks of one document said
_POLICIES = (
    "ALTER TABLE meta ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY seen ON meta FOR SELECT USING (true)",
    "CREATE POLICY counted ON meta FOR ALL USING (key = 'revision') WITH CHECK (key = 'revision')",
    "ALTER TABLE findings ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY seen ON findings FOR SELECT USING (true)",
    "CREATE POLICY gathered ON findings FOR ALL USING (scope <> 'document') WITH CHECK (scope <> 'document')",
    "CREATE POLICY edited ON findings FOR ALL USING "
    "(EXISTS (SELECT 1 FROM members WHERE name = current_user AND role = 'editor'))",
)


def make_policies(connection: Connection) -> None:
    """What no right on a whole table can say."""
    for statement in _POLICIES:
        connection.execute(text(statement))


def grant(connection: Connection, name: str, role: str | None) -> None:
    """Give a user of the server a role, in place of the one they had; None takes it. Raises BadQuestion for one unknown."""
    if role is not None and role not in ROLES:
        raise BadQuestion(f"'{role}' is no role; there are: {' '.join(ROLES)}")
    if connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).scalar() is None:
        raise BadQuestion(
            f"the server knows no user '{name}'; its administrator makes one with CREATE ROLE {name} LOGIN PASSWORD '...'"
        )
    connection.execute(delete(members).where(members.c.name == name))
    _take(connection, name)
    if role is not None:
        connection.execute(insert(members), {"name": name, "role": role})
        _give(connection, name, role)


def grant_again(connection: Connection) -> None:
    """Give all members their rights on tables that a new version made."""
    for name, role in connection.execute(select(members.c.name, members.c.role)).all():
        _give(connection, name, role)


def roles(connection: Connection) -> list[tuple[str, str]]:
    """(user, role) of all members, by name."""
    return [(name, role) for name, role in connection.execute(select(members).order_by(members.c.name))]


def _give(connection: Connection, name: str, role: str) -> None:
    who = connection.dialect.identifier_preparer.quote_identifier(name)
    rights = (_READER, _REVIEWER, tuple(_editor()))[: ROLES.index(role) + 1]
    for statements in rights:
        for statement in statements:
            connection.execute(text(statement % who))


def _take(connection: Connection, name: str) -> None:
    who = connection.dialect.identifier_preparer.quote_identifier(name)
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}"))
    connection.execute(text(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}"))
