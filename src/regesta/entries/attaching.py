"""Which date belongs to which act: by clause, side and turn, not by distance."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.clauses import Clause, home_of
from regesta.entries.days import Dated, day_told, had_been_done, some_time_later
from regesta.entries.nouns import GROUNDS, MEANS, beside, declared, fronted_at, in_background, is_caused
from regesta.entries.repeating import gapped
from regesta.model import ActMention, Token

# verbs that say what an act amounts to: "which constitutes the first act of recognition", "This date marks ..."
ENDS = frozenset({"relations_severed", "mission_closed", "office_left", "state_change", "independence"})
AMOUNTS = frozenset({"constitute", "mark", "signify", "represent", "confirm", "imply"})
_HAPPENS = {"begin", "start", "occur", "happen", "take", "date", "commence"}


# what "who ..." tells of a person's past, beside another act: "On D, President Lind, who came to power in a coup, met ..."
_PASTS = frozenset({"office_taken", "office_left", "state_change", "independence"})
_FOLLOWED = frozenset({"succeed:ed", "replace:ed"})  # but "who was succeeded by Karl Lind" tells what came of it


def attach(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], acts: Sequence[ActMention]
) -> tuple[Dated, ...]:
    """The date of each act of one sentence."""
    dates = [at for at, token in enumerate(tokens) if token.norm == "<D>" and not _of_a_state(tokens, at)]
    later = (*dates[1:], len(tokens))
    dates = [at for place, at in enumerate(dates) if not _told_closer(tokens, at, later[place])]
    if not dates:
        return tuple(Dated(None, 0.0, "its sentence gives no date") for _ in acts)
    found: list[Dated] = []
    for index, act in enumerate(acts):
        day = day_told(tokens, act)
        if day is not None:
            found.append(Dated(day, 0.85, "the date is called the day of the act"))
            continue
        open_to = [at for at in dates if at < act.last or not _of_what_follows(tokens, act, at)]
        own = _own(tokens, owner, acts, index, open_to) if open_to else Dated(None, 0.0, "its sentence gives no date")
        found.append(own if own is not None else _inherited(tokens, clauses, owner, acts, index, open_to))
    return tuple(found)


def _told_closer(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether the next date, `after`, only tells this one more closely: "three years later, on 4 May 1932, ...":"""
    between = [token.norm for token in tokens[at + 1 : after]]
    return between == [",", "on"] and tokens[after + 1 : after + 2] != [] and tokens[after + 1].norm == ","


def _of_a_state(tokens: Sequence[Token], at: int) -> bool:
    """ "the sanctions in place since 1990": the date of how things stood, not of an act."""
    lead = [token.norm.partition(":")[0] for token in tokens[max(0, at - 3) : at]]
    if lead[-1:] == ["since"] and lead[-2:-1] == ["<P>"] and tokens[at + 1 : at + 2] and tokens[at + 1].norm == ",":
        return True  # "Karl Lind, president since 1986, ..."
    if at > 3 and tokens[at - 4].norm.startswith("be:"):
        return False  # "has been in force since 1990": that is what is told
    return lead[-1:] == ["since"] and lead[:1] == ["in"] and lead[1:2] in (["place"], ["force"], ["effect"], ["power"])


def _own(
    tokens: Sequence[Token], owner: Sequence[int], acts: Sequence[ActMention], index: int, dates: list[int]
) -> Dated | None:
    """A date inside the act's own clause."""
    act = acts[index]
    if act.first > 1 and _according(tokens, act.first):
        dates = [at for at in dates if at >= act.first]
        if not dates:
            return Dated(None, 0.0, "a ground of another act")
    home = home_of(owner, act)
    here = [at for at in dates if owner[at] == home]
    within = [at for at in here if act.first <= at < act.last]
    opening = [at for at in dates if at < act.last] if act.first == 0 and tokens[0].norm.endswith(":ed") else []
    if opening:  # "Closed in 1967, the embassy reopened in 1974"
        return Dated(opening[0], 0.9, "the date stands inside the words that tell the act")
    if act.voice == "nominal":
        return beside(tokens, owner, act, here, within)
    after = [at for at in here if at >= act.last]
    before = [at for at in here if at < act.first]
    # the next trigger of another act in the same clause takes the dates behind it
    rivals = [other for other in acts if other is not act and home_of(owner, other) == home and other.first >= act.last]
    wall = min((other.first for other in rivals), default=len(tokens))
    reachable = _closer([at for at in after if at < wall], tokens)
    fronted = next((at for at in before if fronted_at(tokens, at)), None)
    loose = fronted is not None and (tokens[fronted - 1].norm == "since" or fronted - owner.index(home) > 5)
    if loose and not reachable and _when_ahead(tokens, owner, act):
        return None  # "Since 1783 relations have been broken once, when the two went to war in 1898"
    if fronted is not None and fronted + 3 in before and tokens[fronted + 1].norm == ",":
        fronted += 3  # "In 1975, on 3 May, ...": the closer one
    if within and within[-1] == act.last - 1:
        return Dated(within[-1], 0.95, "the date ends the words that tell the act")
    gap = fronted is not None and bool(reachable) and gapped(tokens, act, reachable[0]) is not None
    if reachable and not gap and (fronted is None or _close(tokens, act, reachable[0])):
        near = reachable[0] - act.last <= 12
        return Dated(reachable[0], 0.95 if near else 0.85, "the date follows the act in its clause")
    if fronted is not None:
        return Dated(fronted, 0.9, "the date opens the act's clause")
    if within:
        return Dated(within[0], 0.9, "the date stands inside the words that tell the act")
    if after:
        return Dated(after[0], 0.75, "the date follows, after another act of the clause")
    if before and not _when_ahead(tokens, owner, act):
        return Dated(before[-1], 0.75, "the date stands before the act in its clause")
    return None


def _when_ahead(tokens: Sequence[Token], owner: Sequence[int], act: ActMention) -> bool:
    """Whether a dated "when" follows the act."""
    opener = next((at for at in range(act.last, len(tokens)) if tokens[at].norm == "when"), None)
    return opener is not None and any(
        token.norm == "<D>" and owner[at] == owner[opener] for at, token in enumerate(tokens) if at > opener
    )


def _of_what_follows(tokens: Sequence[Token], act: ActMention, at: int) -> bool:
    """ "visited Lima, and since 1992 trade has grown"; "announced a loan over the next decade": no date of the verb before."""
    lead = [token.norm for token in tokens[max(0, at - 2) : at]]
    return lead == ["and", "since"] or (act.act == "speech" and lead[-1:] in (["over"], ["for"]))


def _closer(dates: list[int], tokens: Sequence[Token]) -> list[int]:
    """The dates without one that the next tells more closely: "a week later, on 4 May"."""
    if len(dates) > 1 and [token.norm for token in tokens[dates[0] + 1 : dates[1]]] in (["on"], [",", "on"]):
        return dates[1:]
    return dates


def _according(tokens: Sequence[Token], first: int) -> bool:
    """ "according to a pact signed in Oslo": what stands behind is the ground of the act and not dated with it."""
    lead = [token.norm for token in tokens[max(0, first - 3) : first]]
    return "according" in lead and "to" in lead


def _close(tokens: Sequence[Token], act: ActMention, at: int) -> bool:
    """A date behind the act that outdoes one at the head of the clause: near, and not the date of something else."""
    if tokens[at - 2].norm in {"start:ing", "begin:ing"}:
        return False  # "was elected for two years starting in January"
    if [token.norm for token in tokens[at - 2 : at]] in (["and", "in"], ["and", "on"]):
        return False  # "In 2010 trade was worth a million and in 2011 two"
    if act.act == "recall" and tokens[at - 1].norm == "by":
        return False  # "On 4 May Peru told the envoy to leave by 9 May": when he had to be gone
    return at - act.last <= 6 and tokens[at - 1].norm not in {"of", "until", "since", "to", "("}


def _inherited(
    tokens: Sequence[Token],
    clauses: Sequence[Clause],
    owner: Sequence[int],
    acts: Sequence[ActMention],
    index: int,
    dates: list[int],
) -> Dated:
    """A date from a neighbouring clause: "on DATE, when ..."; "when ... on DATE"; "was promoted and presented on DATE"."""
    act = acts[index]
    home = clauses[home_of(owner, act)]
    caused = act.voice == "nominal" and is_caused(tokens, act)
    if act.voice != "nominal":
        told = _before_the_main(tokens, clauses, owner, act, dates)
        if told is not None:
            return told
    elif not caused:
        told = _of_a_noun(tokens, clauses, owner, act, dates)
        if told is not None:
            return told
    if home.kind in {"when", "where", "relative", "that", "participle"} and home.parent >= 0:
        outer = [at for at in dates if owner[at] == home.parent]
        close = [at for at in outer if home.first - 3 <= at < home.first]
        if home.kind in {"when", "where"} and outer:
            return Dated((close or outer)[-1], 0.9, "the act is told with 'when' behind the date")
        opening = [at for at in outer if fronted_at(tokens, at) and at - clauses[home.parent].first <= 6]
        earlier = {tokens[at].norm for at in range(home.first, act.first) if owner[at] == home.id}
        past = act.act in _PASTS and not any(t.norm in _FOLLOWED for t in tokens[act.first : act.last])
        if home.opener == "who" and opening and "have:s" not in earlier and not past:
            return Dated(opening[0], 0.6, "the person's act is told beside the one that the date opens")
        if home.opener == "which" and home.first > 0 and tokens[home.first - 1].norm in {"in", "by", "with"} and outer:
            return Dated(outer[0], 0.7, "the date of the clause whose contents it tells")
        if home.opener == "which" and close:
            return Dated(close[-1], 0.6, "the date stands right before the relative clause")
        passed = home.first == 0 and home.opener.endswith(":ed")  # "Occupied by Spain, it rose in 1820"
        if home.kind == "participle" and outer and not passed:
            return Dated(outer[-1] if outer[-1] < act.first else outer[0], 0.7, "the date of the clause it hangs on")
        if home.kind == "that":
            told = _reported(tokens, clauses, owner, home, dates)
            if told is not None:
                return Dated(told.token, 0.5, "before") if had_been_done(tokens, act, home.first) else told
    shared = _shared_when(clauses, owner, home, dates) or _shared_ahead(tokens, clauses, owner, act, dates)
    if shared is not None:
        return shared
    if home.kind == "while" and home.parent >= 0:
        opening = [at for at in dates if owner[at] == home.parent and at - clauses[home.parent].first <= 2]
        if opening:  # "On DATE A was raised to an embassy while B became a consulate"
            return Dated(opening[0], 0.7, "the date opens the sentence for both its halves")
    if home.kind == "verb":
        told = _of_a_second_verb(tokens, clauses, owner, act, dates)
        if told is not None:
            return told
    if home.kind == "and" and home.parent >= 0:
        outer = [at for at in dates if owner[at] == home.parent and at - clauses[home.parent].first <= 3]
        if outer:
            return Dated(outer[0], 0.7, "the date opens the sentence")
        if clauses[home.parent].kind == "that":  # "announced on DATE that it was resuming ..., and A sent a note"
            told = _reported(tokens, clauses, owner, clauses[home.parent], dates)
            if told is not None:
                return told
    if (
        act.voice == "nominal"
        and not caused
        and (home.kind != "main" or in_background(tokens, act) or len(clauses) < 2 or clauses[1].kind != "when")
    ):
        return Dated(None, 0.0, "a noun in the background of another act")
    return _from_below(tokens, clauses, owner, act, dates)


def _of_a_second_verb(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated | None:
    """The date of a verb that shares its subject with the one before: that of the verb before it, or of the sentence."""
    home = clauses[home_of(owner, act)]
    bare = not any(owner[at] == home.id for at in dates)
    if bare and some_time_later(tokens, home.first, act):
        return Dated(None, 0.0, "it came later than the dated act before it")
    chain = home.parent
    while chain >= 0:
        if clauses[chain].kind == "that":  # "announced on DATE that it had left and declared war"
            told = _reported(tokens, clauses, owner, clauses[chain], dates)
            if told is not None:
                return told
        outer = [at for at in dates if owner[at] == chain and at < home.first]
        fronted = [at for at in outer if fronted_at(tokens, at) and at - clauses[chain].first <= 4]
        if fronted:
            return Dated(fronted[0], 0.85, "the date opens the sentence for all its verbs")
        if outer and chain == home.parent and bare:
            return Dated(outer[-1], 0.6, "the verb goes on behind the date of the verb before it")
        chain = clauses[chain].parent
    return None


def _of_a_noun(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated | None:
    """The date of an act told as a noun, by the clause it stands in: what follows, what goes on meanwhile, what it amounts to."""
    home = clauses[home_of(owner, act)]
    told = _in_relative(tokens, clauses, owner, act, dates)
    if told is not None:
        return told
    if home.kind == "adjunct" and home.opener in {"after", "follow:ing"} and home.parent >= 0:
        if act.act in GROUNDS:
            return Dated(None, 0.0, "a noun in the background of another act")
        above = clauses[home.parent]  # "closed on DATE, following the evacuation of its staff"
        above = clauses[above.parent] if above.kind == "participle" and above.parent >= 0 else above
        outer = [at for at in dates if owner[at] == above.id]
        if outer:
            return Dated(outer[-1] if outer[-1] < home.first else outer[0], 0.5, "before")
    if home.kind == "adjunct" and home.opener == "upon" and act.act in MEANS and home.parent >= 0:
        outer = [at for at in dates if owner[at] == home.parent]
        if outer:  # "began on DATE, upon the reception of the envoy"
            return Dated(outer[-1] if outer[-1] < home.first else outer[0], 0.7, "it is how the dated act was done")
    if home.kind == "adjunct" and home.opener == "during" and act.act in {"visit", "meeting"} and home.parent >= 0:
        outer = [at for at in dates if owner[at] == home.parent]
        if outer:
            return Dated(outer[0], 0.7, "the date of what was done during it")
    amounts = {tokens[at].norm.partition(":")[0] for at in range(home.first, act.last) if owner[at] == home.id}
    if home.kind in {"relative", "participle"} and amounts & AMOUNTS and home.parent >= 0:
        outer = [at for at in dates if owner[at] == home.parent and at < home.first]
        if outer:
            return Dated(outer[0], 0.8, "it is what the dated act before it amounts to")
    if home.kind in {"relative", "that"} and home.parent >= 0 and declared(tokens, home, act):
        told = _reported(tokens, clauses, owner, home, dates)  # "a communiqué that announced the establishment"
        if told is not None:
            return told
    if home.kind not in {"when", "where", "main", "and"} or in_background(tokens, act):
        return Dated(None, 0.0, "a noun in the background of another act")
    return None


def _before_the_main(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated | None:
    """The date by which "after A had declared its independence" had happened: that of the main clause. Not of what came
    "soon after" it, nor where nobody is told to have done it."""
    home = told = clauses[home_of(owner, act)]
    while told.kind == "verb" and told.parent >= 0:
        told = clauses[told.parent]
    if told.kind != "adjunct" or told.opener not in {"after", "follow:ing"} or told.parent < 0:
        return None
    if told.first > 0 and tokens[told.first - 1].norm in {"soon", "shortly", "immediately", "right", "long"}:
        return None
    subject = {tokens[at].norm for at in range(told.first + 1, act.first) if owner[at] == told.id}
    participle = tokens[told.first + 1].norm.endswith(":ing")
    outer = [at for at in dates if owner[at] == told.parent]
    if not outer or any(owner[at] in {told.id, home.id} for at in dates) or not (participle or subject & _DOERS):
        return None
    return Dated(outer[-1] if outer[-1] < told.first else outer[0], 0.5, "before")


_DOERS = frozenset(
    "<S> <P> <O> <I> it he she they government country monarchy republic empire king emperor regime army congress".split()
)


def _shared_ahead(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated | None:
    """The date of "and ratified and proclaimed in DATE" for the first of the two verbs."""
    following = [token.norm for token in tokens[act.last : act.last + 2]]
    if following[:1] != ["and"] or not following[-1].endswith((":ed", ":past", ":en")):
        return None
    joined = clauses[owner[act.last]]
    inner = [at for at in dates if owner[at] == joined.id]
    return Dated(inner[0], 0.85, "the date of the verb that it is joined with") if inner else None


def _shared_when(clauses: Sequence[Clause], owner: Sequence[int], home: Clause, dates: list[int]) -> Dated | None:
    """The date of "on DATE, when A was done and B was done" for B."""
    told = home
    while told.kind in {"and", "verb"} and told.parent >= 0 and not any(owner[at] == told.id for at in dates):
        told = clauses[told.parent]
    if told is home or told.kind not in {"when", "where"} or any(owner[at] == told.id for at in dates):
        return None
    outer = [at for at in dates if owner[at] == told.parent and at < told.first]
    return Dated(outer[-1], 0.85, "the act is told with 'when' behind the date") if outer else None


def _reported(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], home: Clause, dates: list[int]
) -> Dated | None:
    """The date of the report: "announced on DATE that ...", "on DATE, when the ministry announced that ..."."""
    outer = [at for at in dates if owner[at] == home.parent]
    if outer:
        return Dated(outer[0], 0.55, "the date of the clause that reports it")
    telling = clauses[home.parent]
    if telling.kind in {"when", "where"} and telling.parent >= 0:
        close = [at for at in dates if owner[at] == telling.parent and telling.first - 3 <= at < telling.first]
        if close:
            return Dated(close[-1], 0.55, "the date on which it was reported")
    return None


def _in_relative(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated | None:
    """The date of "the occupation that began on DATE", "the ban, which started in DATE"."""
    for clause in clauses:
        between = [token.norm for token in tokens[act.last : clause.first]]
        near = 0 <= clause.first - act.last <= 5 or (
            0 <= len(between) <= 16 and not any(norm.endswith((":ed", ":past", "be:s")) for norm in between)
        )
        if clause.kind in {"relative", "that"} and clause.first >= act.last and near:
            words = {tokens[at].norm.partition(":")[0] for at in range(len(tokens)) if owner[at] == clause.id}
            inner = [at for at in dates if owner[at] == clause.id]
            if inner and words & _HAPPENS:
                return Dated(inner[0], 0.85, "the relative clause says when it happened")
    return None


# verbs of what went on until something ended it
_KEEPS = frozenset("have maintain keep continue remain stay exist operate function last be run".split())


def _from_below(
    tokens: Sequence[Token], clauses: Sequence[Clause], owner: Sequence[int], act: ActMention, dates: list[int]
) -> Dated:
    """The date of a clause that hangs on the act's own, or on one the act's clause goes on from."""
    line = [home_of(owner, act)]
    while clauses[line[-1]].kind in {"verb", "and"} and clauses[line[-1]].parent >= 0:
        line.append(clauses[line[-1]].parent)
    below = [
        (clause, inner)
        for clause in clauses
        if clause.parent in line and (inner := [at for at in dates if owner[at] == clause.id])
    ]
    for clause, inner in below:
        if clause.first >= act.last and clause.kind in {"when", "verb", "where"}:
            return Dated(inner[0], 0.8, f"the date stands in the clause that goes on with '{clause.opener}'")
    for clause, inner in below:
        if clause.opener == "that" and tokens[clause.first - 1].norm in {"day", "date", "month", "year"}:
            return Dated(inner[0], 0.8, "the date of what happened on the same day")
    for clause in clauses:
        # "relations ended when Peru was defeated in the war of 1866": the date stands in a circumstance of what it tells
        under = [inner for other in clauses if other.parent == clause.id for inner in dates if owner[inner] == other.id]
        if clause.parent in line and clause.kind == "when" and clause.first >= act.last and under:
            return Dated(under[0], 0.6, "during")
    refused = any(tokens[at].norm in {"not", "never"} for at in range(act.first) if owner[at] == line[0])
    for clause, inner in below:
        if refused and clause.opener == "until" and clause.first >= act.last:
            return Dated(inner[0], 0.8, "not before that date, so on it")
        if clause.kind == "and" and clause.first >= act.last and len(below) == 1 and len(dates) == 1:
            return Dated(inner[0], 0.6, "the only date of the sentence, told for its second half")
    for clause, inner in below:
        kept = any(token.norm.partition(":")[0] in _KEEPS for token in tokens[act.first : act.last])
        if clause.opener == "until" and act.act in ENDS and clause.first >= act.first and kept:
            return Dated(inner[0], 0.6, "during")  # "maintained relations until the war came on DATE"
    for clause, inner in below:
        if clause.kind == "when":
            return Dated(inner[0], 0.75, "the date stands in the 'when' clause")
        if clause.kind == "adjunct" and clause.opener in {"after", "follow:ing"}:
            return Dated(inner[0], 0.5, "after" if clause.first < act.first else "shortly")
        if clause.kind == "adjunct" and clause.opener in {"during", "with", "upon"}:
            # "After its defeat during the war of 1898, Peru ...": not before it
            after = any(c.opener in {"after", "follow:ing"} and c.first < clause.first <= act.first for c in clauses)
            return Dated(inner[0], 0.5, "after") if after else Dated(inner[0], 0.6, "during")
        if clause.kind == "adjunct" and clause.opener == "since":
            within = act.first <= clause.first < act.last  # "has had relations since they were established on DATE"
            return Dated(inner[0], 0.6, "the date since when it has been so" if within else "after")
    return Dated(None, 0.0, "the dates of its sentence belong to other clauses")
