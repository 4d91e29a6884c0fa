"""On which side of an act a state stands: who does it, to whom it is done; read from voice, preposition and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from regesta.model import ActMention, Token


class Side(IntEnum):
    """In the order in which an entry names its states. Foremost, whoever else acts, is the power that another state came
    under, and the state whose independence others grant or proclaim."""

    FOREMOST = 0
    DOER = 1
    BESIDE = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Stand:
    """A state and its side. `at` is the token that names it or brings it in; `group` the one that the list it stands in
    begins with, -1 where it stands in none."""

    code: str
    side: Side
    at: int = 0
    group: int = -1


# what stands between a preposition and the state it governs ("to the new government of ...")
_LINKS = frozenset("the a an its his her their new present royal provisional ' 's".split())
_POLITIES = frozenset("government governments republic kingdom state people authority authorities court crown".split())
_TOWARDS = frozenset(
    "to with in at on against toward towards into near from for upon over within inside via through".split()
)
_MISSIONS = frozenset(
    "embassy legation consulate mission consular diplomatic chancery delegation office post minister agency".split()
)
# nouns whose "of" names the doer ("the visit of", "the collapse of"); behind others it names whom the act is done to
_OF_DOER = frozenset({"visit", "independence", "state_change", "speech", "office_taken", "office_left", "migration"})
# nouns of acts whose doer may stand right before them ("U.S. recognition", "the French annexation")
_DEEDS = frozenset(
    "recognition visit aid assistance sanction embargo ban invasion annexation occupation declaration withdrawal".split()
)
_TAKING = frozenset({"to", "into", "by"})
_GAINS = ("receive:", "gain:", "win:", "obtain:", "secure:", "get:")
_RECEIVES = ("receive:", "accept:", "recognize:", "recognise:")


# behind a demonym: what its state holds or held, which makes it no party of its own ("the former British colony")
HOLDINGS = frozenset(
    "colony colonies protectorate protectorship rule mandate possession dependency dominion trusteeship suzerainty republics".split()
)
# a state told behind these with "of" is the power that another came under
_GUARDS = HOLDINGS | {
    "protection",
    "safeguard",
    "guardianship",
    "tutelage",
    "control",
    "sovereignty",
    "vassal",
    "tributary",
}
# whom a state sends to talk: their state takes part in what they do
_DELEGATES = frozenset(
    "representative delegate delegation official minister diplomat envoy negotiator team emissary leader officer".split()
)
# behind a body's name: what its members do for themselves ("African Union member state Botswana")
_MEMBERS = frozenset({"member", "members", "member-state", "observer", "observers", "membership"})


# behind a demonym: land that is more than one state's ("pushed out of the Italian peninsula")
_LANDS = frozenset({"peninsula"})
# behind a body's name: what it laid down, on the ground of which others act ("under a United Nations resolution")
_GROUNDS = frozenset({"resolution", "auspice", "charter"})
# in brackets: what a state then covered, is called today, or does not hold for ("Colombia (then comprising Panama)")
_COVERING = frozenset({"comprising", "excluding", "except", "present-day", "today", "modern-day", "now"})


# what a third state lends to an act of others
_HELP = frozenset(
    {
        "assistance",
        "help",
        "mediation",
        "auspice",
        "auspices",
        "facilitation",
        "presence",
        "patronage",
        "consent",
        "permission",
    }
)
_SHARERS = frozenset("government governments state states republic republics regime regimes".split())
HYPHENS = frozenset("-–")
_WARS = frozenset({"war", "conflict", "hostility"})
_OF_WARS = frozenset({"war", "ceasefire", "agreement"})

# behind words spoken or written: what they are about
_ABOUT = frozenset(
    """regard concern about regarding concerning dissolution breakup border boundary frontier autonomy future question
    status""".split()
)


def is_aside(tokens: Sequence[Token], at: int, act: ActMention) -> bool:
    """Whether a state is named in passing: whose colony another was, whose independence was from it, whose member it is."""
    ahead = tokens[at + 1].norm.partition(":")[0] if at + 1 < len(tokens) else ""
    if (
        ahead in _MEMBERS
        or ahead in _LANDS
        or _referred_to(tokens, at)
        or _compounded(tokens, at)
        or _bracketed(tokens, at)
    ):
        return True
    if only_helps(tokens, at, act) or _of_two(tokens, at):
        return True  # "negotiated with the assistance of Chinese officials"; "the two German governments"
    if is_of_a_war(tokens, at) and act.act not in _OF_WARS:
        return True  # "joined the Empire at the close of the Franco-Prussian War"
    if act.act == "independence":
        lead = lead_of(tokens, at)
        behind = act.voice == "active" and at >= act.last
        return behind and lead not in {"from", "of", "by"} and not _is_freed(tokens, at, act, lead)
    if act.act in {"state_change", "war", "law"}:
        return False
    if ahead in HOLDINGS or (ahead in _GROUNDS and at >= act.last):
        return True
    if ahead == "ally":
        return True  # "an armistice with American allies"
    if act.act in {"speech", "meeting"} and at > act.first:
        return not _ABOUT.isdisjoint(token.norm.partition(":")[0] for token in tokens[max(act.first, at - 6) : at])
    from_whom = lead_of(tokens, at) == "from"
    return from_whom and any(token.norm in {"independence", "independent"} for token in tokens[max(0, at - 4) : at])


def is_of_a_war(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state only gives a war half of its name: "the Iran-Iraq War", "the Arab-Israeli conflict"."""
    norms = [token.norm.partition(":")[0] for token in tokens[at + 1 : at + 4]]
    if norms[:1] and norms[0] in HYPHENS:
        return len(norms) == 3 and norms[2] in _WARS
    return bool(norms[:1]) and norms[0] in _WARS and tokens[at - 1].norm in HYPHENS


def only_helps(tokens: Sequence[Token], at: int, act: ActMention) -> bool:
    """Whether a state or a person is told to have helped with an act of others or to have looked on: "under the mediation of",
    "in the presence of"."""
    return act.act not in {"aid", "war"} and lead_of(tokens, at) == "of" and head_before(tokens, at) in _HELP


def _of_two(tokens: Sequence[Token], at: int) -> bool:
    """Whether a demonym is what two states share: "the two German governments", "both Korean states"."""
    shared = [token.norm for token in tokens[at - 1 : at + 2 : 2]] if at else []
    return len(shared) == 2 and shared[0] in {"two", "both"} and shared[1] in _SHARERS


def _bracketed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state stands in brackets that say what another covered, or how it is called now."""
    for step in range(at - 1, max(-1, at - 14), -1):
        norm = tokens[step].norm
        if norm == ")":
            return False
        if norm == "(":
            return not _COVERING.isdisjoint(token.norm.partition(":")[0] for token in tokens[step + 1 : at])
    return False


def _compounded(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state is only part of a word: "the pro-Taiwan premier", "Iniciativa Centroamérica-USA"."""
    return (
        at >= 2
        and tokens[at - 1].norm in {"-", "–"}
        and tokens[at - 2].norm.isalpha()
        and tokens[at - 1].end == tokens[at].start == tokens[at - 2].end + 1
    )


def _referred_to(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state stands in a cross-reference that opens the line: "See Canada-Lebanon relations"."""
    return at <= 4 and tokens[0].norm.startswith("see") and any(t.norm == "relation" for t in tokens[at + 1 : at + 4])


def acts_itself(tokens: Sequence[Token], at: int, act: ActMention, kind: str) -> bool:
    """Whether a ministry or parliament is who acts: the subject of the verb, or told behind "by"."""
    if kind not in {"ministry", "parliament"}:
        return False
    lead = lead_of(tokens, at)
    if act.voice == "active":
        return lead == "" and at < act.first
    return lead == "by"


def lead_of(tokens: Sequence[Token], at: int) -> str:
    """The preposition that governs the name at `at`, past articles, "government of" and names it is listed with; "" for
    none."""
    step = _lead_at(tokens, at)
    return tokens[step].norm if step >= 0 else ""


def _lead_at(tokens: Sequence[Token], at: int) -> int:
    """The token of that preposition; -1 for none."""
    step, reach, name = at - 1, 10, at
    while step >= 0 and reach > 0:
        norm = tokens[step].norm
        if norm in _TOWARDS or norm in {"by", "under", "between", "among"}:
            return step
        if norm == "of":
            head = tokens[step - 1].norm.partition(":")[0] if step > 0 else ""
            if head not in _POLITIES:
                return step
            step -= 1
        elif norm == "and" or (norm == "," and tokens[step - 1].norm == "<S>" and _goes_on(tokens, name)):
            listed = step - 1 if tokens[step - 1].norm != "," else step - 2
            if listed < 0 or tokens[listed].norm != "<S>":
                return -1
            step = name = listed
        elif norm == "<P>" and tokens[step + 1].norm == "'s":
            pass  # "by Stalin's Russia"
        elif norm not in _LINKS:
            return -1
        step, reach = step - 1, reach - 1
    return -1


def head_before(tokens: Sequence[Token], at: int) -> str:
    """The noun, by its base form, that the name at `at` hangs on by its preposition ("the delegates from X"); "" for none."""
    step = _lead_at(tokens, at)
    return tokens[step - 1].norm.partition(":")[0] if step > 0 else ""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the list goes on behind a name; if not, a comma before it ends a clause ("after a war with A, B became")."""
    return at + 1 < len(tokens) and tokens[at + 1].norm in {",", "and", "or", "("}


def side_of(tokens: Sequence[Token], at: int, act: ActMention) -> Side:
    """The side of the state, or of the state's servant, named at token `at`."""
    lead = lead_of(tokens, at)
    if act.act == "state_change" and lead == "of" and at >= act.first and head_before(tokens, at) in _GUARDS:
        return Side.FOREMOST  # "under the protection of", "became a colony of"
    if lead in {"from", "of"} and at < act.first and act.voice == "active" and head_before(tokens, at) in _DELEGATES:
        return Side.DOER  # "representatives from A, B and C called on the minister"
    if (
        act.act == "state_change"
        and act.rule != "state-renamed"
        and (lead == "under" or (lead in _TAKING and _is_passive(tokens, act) and at >= act.first))
    ):
        return Side.FOREMOST  # "annexed to", "fell under"
    if act.act == "independence" and act.voice == "active" and at > act.first and _is_freed(tokens, at, act, lead):
        return Side.FOREMOST
    if lead == "by":
        return Side.DOER if act.voice != "active" or at < act.last else Side.BESIDE
    if lead in _TOWARDS or lead == "under":
        return Side.OTHER
    if lead in {"between", "among"}:
        return Side.BESIDE
    if _seated(tokens, at):
        return Side.OTHER
    if _owns(tokens, at, act):
        return Side.DOER
    if act.voice == "nominal":
        return _side_of_noun(at, act, lead)
    if at < act.first:
        if lead == "of":
            return Side.BESIDE
        return Side.DOER if (act.voice == "active") != receives(tokens, act) else Side.OTHER
    return Side.OTHER


def _is_passive(tokens: Sequence[Token], act: ActMention) -> bool:
    """Whether a verb tells what is done to its subject ("was annexed", "was directly annexed")."""
    before = [token.norm for token in tokens[max(0, act.first - 2) : act.first]]
    return act.voice == "passive" or (tokens[act.first].norm.endswith((":ed", ":en")) and "be:s" in before)


def _is_freed(tokens: Sequence[Token], at: int, act: ActMention, lead: str) -> bool:
    """ "granted independence to X", "proclaimed the independence of X"."""
    if lead == "to":
        return tokens[act.first].norm.startswith(("grant:", "give:", "restore:", "return:"))
    return lead == "of" and any(token.norm == "independence" for token in tokens[max(0, at - 5) : at])


def _side_of_noun(at: int, act: ActMention, lead: str) -> Side:
    if lead == "of":
        return Side.DOER if act.act in _OF_DOER else Side.OTHER
    return Side.DOER if at <= act.first else Side.BESIDE


def receives(tokens: Sequence[Token], act: ActMention) -> bool:
    """Whether the subject takes what the other side's envoy brings ("The Hague accepted the credentials of")."""
    verb = tokens[act.first].norm
    if act.act == "recognition":
        return verb.startswith(_GAINS)
    return act.act == "credentials_presented" and verb.startswith(_RECEIVES)


def _seated(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name stands right behind a mission: "Legation Luxembourg", "Embassy Copenhagen"."""
    before = tokens[at - 1].norm.partition(":")[0] if at else ""
    return before in {"embassy", "legation", "consulate"}


def _owns(tokens: Sequence[Token], at: int, act: ActMention) -> bool:
    """Whether the state's name or demonym owns a mission, office or deed ("the Swedish legation in Ankara was raised")."""
    ahead = [token.norm.partition(":")[0] for token in tokens[at + 1 : at + 4]]
    if ahead[:1] == ["'s"]:
        ahead = ahead[1:]
    if at + 1 < act.last and ahead and ahead[0] in _DEEDS:
        return True
    return not _MISSIONS.isdisjoint(ahead) and not {",", "and", "in", "to", "of"} & set(ahead[:1])


def ordered(stands: Sequence[Stand]) -> list[Stand]:
    """Each state once, on the side it was first told on nearest to the doer; doers first, else as the text has them."""
    best: dict[str, Stand] = {}
    for stand in stands:
        kept = best.get(stand.code, stand)
        at = min(kept, stand, key=lambda one: (one.side, one.at)).at
        best[stand.code] = Stand(
            stand.code,
            min(kept.side, stand.side),
            at,
            min(kept.group, stand.group) if PART in (kept.group, stand.group) else max(kept.group, stand.group),
        )
    return sorted(best.values(), key=lambda stand: (stand.side, stand.at))


PART = -2  # the group of a state that another is told "as part of"


def group_of(tokens: Sequence[Token], at: int) -> int:
    """The token that the list of states begins with in which the one at `at` stands ("Egyptian, Israeli and American");
    `PART` for one that another is told as part of ("relations with X, as part of Y")."""
    before = [token.norm for token in tokens[max(0, at - 4) : at] if token.norm != "the"]
    if before[-3:] == ["as", "part", "of"]:
        return PART
    while at >= 2:
        step = at - 1
        while step > 0 and tokens[step].norm in _LINKS:
            step -= 1
        if tokens[step].norm == "and" and tokens[step - 1].norm == ",":
            step -= 1
        if tokens[step].norm not in {",", "and"} or tokens[step - 1].norm not in {"<S>", "<O>"}:
            break
        at = step - 1
    return at
