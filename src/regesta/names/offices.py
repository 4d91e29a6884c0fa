"""Offices of state: the list, and the grammar of an office phrase ("deputy defence minister of Israel")."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from regesta.errors import BadData
from regesta.names.scene import Scene
from regesta.names.tables import read_lists, read_table, words_of
from regesta.names.words import HYPHENS, POSSESSIVE, read_words

COLUMNS = ("form", "plural", "normal", "kind", "note")
# ruler, crown: heads of states and governments; us: offices of the United States unless another state is named;
# envoy: sent to a state; body: of an organisation or place; weak: a common word too; rank, courtesy: before a name
# only; calling: tells the state and is no office.
KINDS = frozenset("ruler crown us minister envoy leader member body weak rank courtesy calling counterpart".split())
_CAPITAL_ONLY = frozenset({"rank", "courtesy"})
_GIVEN_TOO = frozenset({"don", "earl"})  # ranks that are given names before an initial
_JUST = frozenset({"newly", "specially", "recently", "duly", "freshly"})
_JOINS = frozenset({"and", "&", ","})
_LONGEST = 12  # words of a portfolio
_SENT = frozenset({"envoy", "weak", "body", "minister"})  # who may be sent to, or sit in, a body


@dataclass(frozen=True, slots=True)
class Office:
    """A row of offices.csv; `plural` tells which of its two forms was met."""

    normal: str
    kind: str
    plural: bool


@dataclass(slots=True)
class OfficeNode:
    branches: dict[str, OfficeNode] = field(default_factory=dict)
    office: Office | None = None


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office as the tokens [first, last) tell it, with the state it is of and the states it is accredited to."""

    first: int
    last: int
    normal: str
    kind: str
    plural: bool
    capital: bool
    state: str | None = None
    accredited_to: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # of each holder, where a plural names several ("Presidents of Egypt and Syria")


@dataclass(frozen=True, slots=True)
class OfficeLists:
    """offices.csv and offices.toml as the grammar uses them; `openers`: all words an office phrase can begin with."""

    root: OfficeNode
    modifiers: frozenset[str]
    fillers: frozenset[str]
    portfolios: frozenset[str]
    heads: frozenset[str]
    spelling: dict[str, str]
    portfolio_names: dict[str, str]
    openers: frozenset[str]


def _plant(root: OfficeNode, form: str, office: Office) -> None:
    node = root
    for key in read_words(form.title()).keys:  # as abbreviations are written
        node = node.branches.setdefault(key.lower(), OfficeNode())
    if node.office is None:
        node.office = office


@cache
def office_lists() -> OfficeLists:
    """The offices and what may stand around them. Raises BadData where a table breaks its schema."""
    root = OfficeNode()
    for line, row in read_table("offices.csv", COLUMNS):
        if not row["form"] or row["kind"] not in KINDS:
            raise BadData(f"offices.csv, line {line}: a form and a kind of {', '.join(sorted(KINDS))} are expected.")
        _plant(root, row["form"], Office(row["normal"], row["kind"], row["form"].startswith("their ")))
        if row["plural"]:
            _plant(root, row["plural"], Office(row["normal"], row["kind"], True))
    lists = read_lists("offices.toml")

    def listed(key: str) -> frozenset[str]:
        return frozenset(words_of(lists, "offices.toml", key))

    modifiers, portfolios = listed("modifiers"), listed("portfolios")
    return OfficeLists(
        root=root,
        modifiers=modifiers,
        fillers=listed("fillers"),
        portfolios=portfolios,
        heads=listed("portfolio_heads"),
        spelling=lists["spelling"],
        portfolio_names=lists["portfolio_names"],
        openers=frozenset(root.branches) | modifiers | portfolios,
    )


def _listed_office(scene: Scene, index: int) -> tuple[int, Office] | None:
    """The longest office of the list at `index`: where it ends, and which it is."""
    branches, step = office_lists().root.branches, index
    found: tuple[int, Office] | None = None
    while step < scene.last:
        node = branches.get(scene.lower[step])
        if found is not None and scene.lower[step] in HYPHENS and step + 1 < scene.last:
            ahead = scene.lower[step + 1]
            if node is None or ahead not in node.branches:
                step += 1  # "Minister-Plenipotentiary"
                node = branches.get(ahead)
        if node is None:
            break
        step += 1
        if node.office is not None:
            found = step, node.office
        branches = node.branches
    return found


def _portfolio(scene: Scene, index: int) -> tuple[int, str]:
    """The words of a portfolio at `index`, in British spelling; an empty phrase where there is none."""
    lists, lower = office_lists(), scene.lower
    words: list[str] = []
    step = index
    if step < scene.last and lower[step] == "the":
        words.append("the")
        step += 1
    end = step
    while step < scene.last and step - index < _LONGEST:
        word = lower[step]
        if word in lists.portfolios:
            words.append(lists.spelling.get(word, word))
            step += 1
            end = step
            continue
        ahead = step + 1
        if word == "," and ahead < scene.last and lower[ahead] == "and":
            ahead += 1
        if word in _JOINS and end > index and ahead < scene.last and lower[ahead] in lists.portfolios:
            if word == "," and not _comma_list(scene, ahead):
                break
            words.append("and" if word == "&" or lower[ahead - 1] == "and" else word)
            step = ahead
            continue
        break
    if end == index or words == ["the"]:
        return index, ""
    return end, " ".join(words).replace(" ,", ",")


def _comma_list(scene: Scene, index: int) -> bool:
    """Whether a comma inside a portfolio goes on to an "and" ("Trade, Industry and Energy"), and so belongs to it."""
    lists, lower = office_lists(), scene.lower
    for step in range(index, min(scene.last, index + 6)):
        if lower[step] in ("and", "&"):
            return step + 1 < scene.last and lower[step + 1] in lists.portfolios
        if lower[step] not in lists.portfolios and lower[step] != ",":
            return False
    return False


def _with_portfolio(head: str, phrase: str) -> str:
    lists = office_lists()
    known = lists.portfolio_names.get(phrase)
    if known is not None:
        return f"{known} {head}"
    if head.endswith(("councillor", "counsellor")):
        return f"{head} for {phrase}"
    if head.endswith("secretary") or phrase.startswith("the ") or " and " in phrase:
        return f"{head} of {phrase}"
    return f"{phrase} {head}"


def _more_portfolios(scene: Scene, index: int, end: int, office: Office) -> tuple[int, Office]:
    """A minister's office of the list with the portfolios that it goes on with ("Minister of Foreign Affairs and Trade")."""
    lists, lower = office_lists(), scene.lower
    if office.kind != "minister" or end + 1 >= scene.last or lower[end] not in (",", "and", "&"):
        return end, office
    at = next((at for at in range(index + 1, end) if lower[at] in ("of", "for") and lower[at - 1] in lists.heads), None)
    after, phrase = _portfolio(scene, at + 1) if at is not None else (end, "")
    if at is None or after <= end or not scene.words.keys[after - 1][0].isupper():
        return end, office
    head = lists.root.branches[lower[at - 1]].office if lower[at - 1] in lists.root.branches else None
    singular = head.normal if head is not None else lower[at - 1]
    return after, Office(_with_portfolio(singular, phrase), "minister", office.plural)


def _core(scene: Scene, index: int) -> tuple[int, Office] | None:
    """An office without its states: one of the list, or a portfolio with its head, before or behind."""
    lists, lower = office_lists(), scene.lower
    found = _listed_office(scene, index)
    if found is None and lower[index] in lists.portfolios:
        end, phrase = _portfolio(scene, index)
        if phrase and end < scene.last and lower[end] in lists.heads and not phrase.startswith("the "):
            head = _listed_office(scene, end)
            singular = head[1].normal if head is not None else lower[end]
            known = lists.portfolio_names.get(phrase, phrase)
            found = end + 1, Office(f"{known} {singular}", "minister", lower[end].endswith("s"))
    if found is None:
        return None
    end, office = _more_portfolios(scene, index, *found)
    if lower[end - 1] in lists.heads and end < scene.last and lower[end] in ("of", "for"):
        after, phrase = _portfolio(scene, end + 1)
        if phrase and scene.mark_at(end + 1) is None:
            return after, Office(_with_portfolio(office.normal, phrase), "minister", office.plural)
    if office.kind in ("envoy", "body") and end + 1 < scene.last and lower[end] == "for":
        after, phrase = _portfolio(scene, end + 1)  # "Special Envoy for Climate Change"
        if phrase and scene.mark_at(end + 1) is None and scene.words.keys[end + 1][0].isupper():
            return after, Office(f"{office.normal} for {phrase}", office.kind, office.plural)
    if lower[end - 1] == "state" and office.kind == "us" and end < scene.last and lower[end] == "for":
        after, phrase = _portfolio(scene, end + 1)
        if phrase:
            return after, Office(f"{office.normal} for {phrase}", "us", office.plural)
    return end, office


def _states_listed(scene: Scene, index: int) -> tuple[int, tuple[str, ...]]:
    """States at `index`: one, or several joined by commas and "and" ("Greece, Romania, and Serbia")."""
    lower = scene.lower
    codes: list[str] = []
    step, sure, first_end = index, False, index
    while True:
        if step < scene.last and lower[step] == "the":
            step += 1
        mark = scene.mark_at(step)
        if mark is None or mark.kind != "state":
            break
        codes.append(mark.code)
        end = step = mark.last
        if len(codes) == 1:
            first_end = end
        if sure:
            return end, tuple(codes)
        if step < scene.last and lower[step] == ",":
            step += 1
        if step < scene.last and lower[step] in ("and", "&"):
            step, sure = step + 1, True
        elif step == end:
            break
    return first_end, tuple(codes[:1])


def _complements(scene: Scene, phrase: OfficePhrase) -> OfficePhrase:
    """The phrase with "of Israel", "to Greece and Serbia", "in Kuwait", "at Sofia", "to the Emperor of Japan" taken in."""
    lower = scene.lower
    end, state, accredited, normal = phrase.last, phrase.state, phrase.accredited_to, phrase.normal
    states: tuple[str, ...] = ()
    for _ in range(3):
        if end + 1 >= scene.last or phrase.kind in ("courtesy", "calling"):
            break
        word = lower[end]
        at = end + 2 if lower[end + 1] == "the" else end + 1
        if word in ("to", "at") and lower[at : at + 2] == ["court", "of"]:
            at, word = (
                at + (3 if lower[at + 2 : at + 3] == ["the"] else 2),
                "to",
            )  # "at the Court of the King of Prussia"
        if word not in ("of", "to", "in", "at", "for", "near"):
            break
        mark = scene.mark_at(at)
        if mark is None:
            court = _court(scene, at, word) if phrase.kind == "envoy" or phrase.normal == "minister" else None
            if court is not None and court.state is not None:
                end = court.last
                if word == "of":
                    state = court.state
                else:
                    accredited = (*accredited, court.state)
                continue
            if word == "to" and phrase.kind in _SENT and at < scene.last and _is_acronym(scene.words.keys[at]):
                end = at + 1  # "Representative to the FCNL"
                continue
            if word in ("at", "in") and phrase.kind == "envoy" and phrase.capital and _is_seat(scene, at):
                end = at + 1  # "the Consul at Little-Known, John Lind,"
            break
        if word == "of":
            if mark.kind == "state" and mark.form != "demonym":
                end, state = mark.last, mark.code
                listed, codes = _states_listed(scene, at) if phrase.plural else (end, ())
                if listed + 1 < scene.last and lower[listed] == "," and scene.words.keys[listed + 1][0].isupper():
                    end, states = listed, codes
            elif mark.kind == "institution":
                article = "the " if at == end + 2 else ""
                normal = f"{normal} of {article}{' '.join(lower[at : mark.last])}"
                end = mark.last
            elif mark.kind == "place":
                end = mark.last
            else:
                break
        elif word == "for" and phrase.kind in ("minister", "ruler") and mark.kind == "state" and mark.form != "demonym":
            end, state = mark.last, mark.code  # "President of the Council for the Principality of Monaco"
        elif word in ("to", "near") and mark.kind in ("state", "place") and mark.form != "demonym":
            if mark.kind == "place":
                end, accredited = mark.last, (*accredited, mark.code)
            else:
                end, codes = _states_listed(scene, at)
                accredited = (*accredited, *codes)
        elif mark.kind == "institution" and phrase.kind in _SENT and word in ("to", "in", "at"):
            end = (
                mark.last
            )  # "Permanent Representative to the United Nations", "First Secretary in the Ministry of ..."
        elif word in ("in", "at") and phrase.normal == "minister" and phrase.capital and mark.kind == "place":
            end = mark.last  # "the Minister in London", who may act there for a third state
        elif word in ("in", "at", "for") and phrase.kind in ("envoy", "weak") and mark.kind in ("state", "place"):
            end = mark.last
            if mark.kind == "place" and lower[end : end + 1] == [","] and _lies_in(scene, end + 1) > end + 1:
                end = _lies_in(scene, end + 1)  # "at Mobile, Ala., John Lind"
            if mark.code and mark.form != "demonym":
                accredited = (*accredited, mark.code)
        else:
            break
    states = states if len(states) > 1 else ()
    return OfficePhrase(
        phrase.first, end, normal, phrase.kind, phrase.plural, phrase.capital, state, accredited, states
    )


def _court(scene: Scene, at: int, word: str) -> OfficePhrase | None:
    """The ruler whose envoy somebody is, or to whom he is sent: "of the Sultan of Zanzibar", "to the Emperor of Japan"."""
    if at >= scene.last or scene.lower[at] not in office_lists().openers:
        return None
    found = _core(scene, at)
    if found is None or found[1].plural or found[1].kind not in (("crown", "ruler") if word == "of" else ("crown",)):
        return None
    end, office = found
    return _complements(scene, OfficePhrase(at, end, office.normal, office.kind, False, True))


def _is_seat(scene: Scene, at: int) -> bool:
    """Whether a capitalised word that is in no table is the seat of an envoy: a comma and a name follow."""
    keys = scene.words.keys
    if at + 2 >= scene.last or keys[at + 1] != "," or not (keys[at].isalpha() and keys[at].istitle()):
        return False
    return keys[at + 2][0].isupper() and scene.mark_at(at + 2) is None


_PARTS = frozenset(
    """ala ark ariz cal calif colo conn dc del fla ga ill ind kan ky la mass md me mich minn miss mo mont neb nev nh nj nm ny ohio
    okla ore pa ri sc tenn tex va vt wash wis wva""".split()
)


def _lies_in(scene: Scene, at: int) -> int:
    """The end of the part of a country that a town is told to lie in at token `at` ("Ala.", "N.Y."), before a comma; `at`
    for none."""
    keys = scene.words.keys
    end = at + 1 if at < scene.last and keys[at].replace(".", "").lower() in _PARTS and keys[at][0].isupper() else at
    end += end > at and keys[end : end + 1] == ["."]
    return end if end > at and keys[end : end + 1] == [","] else at


def _is_acronym(key: str) -> bool:
    return 3 <= len(key) <= 8 and key.isalpha() and key.isupper()


def _modified(modifiers: list[str], normal: str) -> str:
    return " ".join([*modifiers, normal]).strip()


def read_office(scene: Scene, index: int) -> OfficePhrase | None:
    """The office phrase that begins at token `index`, with what follows it; None where there is none."""
    lists, lower, keys = office_lists(), scene.lower, scene.words.keys
    if lower[index] not in lists.openers:
        return None
    step = index
    modifiers: list[str] = []
    while step < scene.last - 1 and lower[step] in lists.modifiers and len(modifiers) < 3:
        if lower[step] == "under" and lower[step + 1] not in HYPHENS and not lower[step + 1].startswith("secretar"):
            break  # "under Prime Minister X"
        modifiers.append(lower[step])
        step += 2 if lower[step + 1] in HYPHENS else 1
    found = _core(scene, step) if step < scene.last else None
    if found is None or found[1].kind in _CAPITAL_ONLY | {"calling"}:
        step, modifiers = index, []
        found = _core(scene, index)
    if found is None:
        return None
    end, office = found
    head = keys[end - 1] if end - index == 1 else keys[index]
    capital = head[0].isupper()
    if not capital and office.kind in _CAPITAL_ONLY:
        return None
    if office.kind == "rank" and end == index + 1 < scene.last and keys[end][1:] == "." and lower[index] in _GIVEN_TOO:
        return None  # "Don V. Catlett"
    if lower[index] in ("mp", "mk", "mps", "mks", "pm") and not keys[index][:2].isupper():
        return None
    phrase = OfficePhrase(index, end, _modified(modifiers, office.normal), office.kind, office.plural, capital)
    phrase = _complements(scene, phrase)
    owned = phrase.last + 1
    if phrase.kind in ("crown", "ruler") and owned < scene.last and keys[phrase.last] == POSSESSIVE and capital:
        servant = read_office(scene, owned)  # "the King of Denmark's Minister"
        if servant is not None and servant.kind in ("envoy", "minister") and servant.capital:
            return replace(servant, first=index, state=servant.state or phrase.state)
    second = phrase.last + 1
    if (
        second < scene.last
        and lower[phrase.last] == "and"
        and capital
        and keys[second][0].isupper()
        and not office.plural
    ):
        kinds: tuple[str, ...] = ("ruler", "minister") if office.kind in ("ruler", "minister") else ()
        if office.kind == "envoy" and phrase.last == end:
            kinds = ("envoy",)  # "Minister Plenipotentiary and Consul General", told as one
        other = _core(scene, second) if kinds else None
        if other is not None and other[1].kind in kinds and not other[1].plural:
            joined = OfficePhrase(
                index, other[0], f"{phrase.normal} and {other[1].normal}", office.kind, False, True, phrase.state
            )
            return _complements(scene, joined)
    return phrase


# fillers that are what a state did where they stand right behind its name: "Norway appointed consuls in Hull"
_DONE = frozenset({"appointed", "elected", "designated", "accredited", "ousted", "deposed", "exiled"})


def state_before(scene: Scene, index: int) -> tuple[int, str | None]:
    """The state word before an office ("Bulgaria's first", "then-Israeli"): where it begins, and its code."""
    lists, keys = office_lists(), scene.words.keys
    step = index
    while step > scene.first and (scene.lower[step - 1] in lists.fillers or keys[step - 1] in HYPHENS):
        step -= 1
    if step > scene.first and keys[step - 1] in (POSSESSIVE, "'"):
        step -= 1
    mark = scene.mark_before(step)
    if mark is not None and mark.kind == "state" and scene.lower[mark.last] not in _DONE:
        return _turned(scene, mark.first), mark.code
    return index, None


def _turned(scene: Scene, index: int) -> int:
    """Where the mention begins: with "newly appointed" or "specially accredited", which tell no act, before the state."""
    made = scene.lower[index - 1] if index - 2 >= scene.first else ""
    if made in ("accredited", "appointed", "elected", "designated", "named") and scene.lower[index - 2] in _JUST:
        return index - 2
    return index
