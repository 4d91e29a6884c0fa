"""The date as an act takes it: open or bare, lasting, or carried over from the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.dates import plain, sides
from regesta.entries.attaching import AMOUNTS, ENDS
from regesta.entries.clauses import home_of
from regesta.entries.days import Dated
from regesta.entries.region import Sentence
from regesta.model import ActMention, DateMention, Token, When

# what lasted "from 1837 to 1915" and began at its start; what was kept until then (a rule in -until) ended at its end
_KEPT = frozenset({"mission_opened", "relations_established", "mission_closed", "relations_severed"})


# rules of what was kept between two dates: its start and its end
BETWEEN = ("-kept", "-until")
# rules of acts that end what held until then
_ENDED = frozenset({"agreement-lasted", "state-part-ended"})


def when_of(date: DateMention, act: ActMention, attached: Dated, refused: bool) -> When:
    """The date as the act takes it: open where it only lies after or before, bare where the preposition closes it."""
    lead, bare = date.text[:8].lower(), plain(date)
    if is_span(date) and (act.rule.endswith(BETWEEN) or (act.act in _KEPT and lead.startswith("from"))):
        return sides(bare)[1 if act.rule.endswith("-until") else 0]  # "were suspended from 1861 to 1867": at its start
    if date.kind == "span" and attached.why.startswith("the act is told with 'when'"):
        return sides(bare)[1]  # "from 1814 until 1964, when ...": at its end
    if lead.startswith(("until", "till")) and "'when'" in attached.why:
        return bare  # "until 5 July 1945, when ..."
    if lead.startswith(("until", "till")) and not refused and act.act not in ENDS and act.rule not in _ENDED:
        return When()  # what held until then is not dated by its end
    if attached.why.startswith("the year of"):
        year = (bare.earliest or "")[:4]
        return When(year, f"{year}-01-01", f"{year}-12-31", "context") if year else When()
    if attached.why.startswith("the date stands right before") and lead.startswith(("followin", "after")):
        return bare  # "following the 1940 occupation of Norway": of the occupation
    if attached.why == "before" and bare.latest is not None:
        return When(f"../{bare.edtf}", None, bare.latest, "context")
    if attached.why == "after" and bare.edtf is not None and "/" not in bare.edtf and ".." not in bare.edtf:
        return When(f"{bare.edtf}/..", bare.earliest, None, "context")
    if lead.startswith(("since", "until", "till", "as of", "starting", "beginning")):
        return bare
    return date.when


_BARE_YEAR = re.compile(r"\d{4}")


def closer_when(sentence: Sentence, attached: Dated, dates: Sequence[DateMention]) -> Dated:
    """The day that a "when" behind a bare year tells: "occurred in 1871, when the two signed a treaty on 22 December 1871"."""
    at = attached.token
    year = dates[sentence.tokens[at].index].when.edtf if at is not None else None
    if at is None or year is None or not _BARE_YEAR.fullmatch(year):
        return attached
    told = next((one for one in sentence.clauses if one.kind == "when" and at < one.first <= at + 2), None)
    if told is None or told.parent != sentence.owner[at]:
        return attached
    for step in range(told.first, len(sentence.tokens)):
        token = sentence.tokens[step]
        if token.norm == "<D>" and sentence.owner[step] == told.id:
            closer = (dates[token.index].when.edtf or "").startswith(f"{year}-")
            return Dated(step, attached.weight, attached.why) if closer else attached
    return attached


def is_span(date: DateMention) -> bool:
    """Whether a date has two ends of its own ("from 1837 to 1915")."""
    start, stroke, end = (date.when.edtf or "").partition("/")
    return date.kind == "span" and bool(stroke) and ".." not in (start, end)


def refused(sentence: Sentence, act: ActMention) -> bool:
    """ "did not recognise ... until DATE": it was done on that date."""
    home = home_of(sentence.owner, act)
    if [token.norm for token in sentence.tokens[:4]] == ["it", "be:s", "not", "until"]:
        return True  # "It was not until DATE that ..."
    # "recognition of Peru by the King of Hanover was not granted until DATE"
    end = act.last + 12 if act.voice == "nominal" else act.last
    reach = range(min(end, len(sentence.tokens)))
    return any(sentence.tokens[at].norm in _REFUSED for at in reach if sentence.owner[at] == home)


_REFUSED = frozenset(
    {"not", "never", "no", "neither", "refuse:ed", "withhold:ed", "delay:ed", "deny:ed", "postpone:ed"}
)


_LASTED = re.compile(
    r"\blasted\s+(?:for\s+)?(?P<about>about|around|approximately|some|nearly|almost)?\s*(?:the\s+next\s+)?(?P<count>\d{1,3})\s+years?"
)


def lasting(text: str, act: ActMention, when: When, end: int) -> When:
    """An act that began in a year and "lasted for about ten years": the span, computed; about where the text says about."""
    if when.edtf is None or not _BARE_YEAR.fullmatch(when.edtf):
        return when
    found = _LASTED.search(text, act.start, end)
    if found is None or found.start() > act.end + 80:
        return when
    last = int(when.edtf) + int(found["count"])
    doubt = "~" if found["about"] is not None else ""
    return When(f"{when.edtf}/{last}{doubt}", when.earliest, f"{last}-12-31", "computed")


def soon_after(tokens: Sequence[Token], owner: Sequence[int], act: ActMention) -> str:
    """What the act's clause says of how long after another act it was: "soon" ("shortly thereafter", "a few months
    later"), "later" ("several years later"), "on" ("over the following weeks"), a unit ("within a day"), or "" for nothing."""
    if not any(token.norm in _LATER for token in tokens):
        return ""
    home = home_of(owner, act)
    words = [token.norm.partition(":")[0] for at, token in enumerate(tokens) if owner[at] == home]
    if "<D>" in words:
        return ""
    for at, word in enumerate(words):
        ends = word != "after" or words[at + 1 : at + 2] in ([], ["."], [","], ["and"])
        if word in {"thereafter", "afterward", "afterwards", "after"} and ends and words[at - 1] in {"soon", "shortly"}:
            return "soon"
        if word == "later" and at > 1 and words[at - 2] in {"several", "few", "some", "many"}:
            return "later" if words[at - 1] in {"year", "decade"} else "soon"
    line = " ".join(words)
    if _ENSUING.search(line) is not None:
        return "on"
    within = _WITHIN.search(line)
    return within["unit"] if within is not None else ""


_LATER = frozenset(
    {"after", "afterward", "afterwards", "later", "thereafter", "within", "follow:ing", "next", "ensuing", "subsequent", "come:ing"}
)  # fmt: skip
# "over the following weeks": from then on; "within a day": no later than that
_ENSUING = re.compile(
    r"\b(?:over|in|during|throughout) the (?:follow|next|come|ensuing|subsequent) (?:few )?(?:day|week|month|year)\b"
)
_WITHIN = re.compile(r"\bwithin (?:a|one|the|24|a few|few|some) (?:\w+ )?(?P<unit>hour|day|week|month|year)\b")
_COARSER = {7: {"hour", "day"}, 4: {"hour", "day", "week", "month"}}  # by the digits of a date: spans that it hides


def after_by(when: When, how: str) -> When:
    """The date of what came some time after another date: "soon" is about that year, "later" any time from it on."""
    year = (when.earliest or "")[:4]
    if not year or when.edtf is None or "/" in when.edtf:
        return When()
    if how in _COARSER.get(len(when.edtf), set[str]()):
        return When(when.edtf, when.earliest, when.latest, "context")
    if how not in {"soon", "later"}:
        return When(f"{when.edtf}/..", when.earliest, None, "context")
    if how == "later":
        return When(f"{year}/..", when.earliest, None, "context")
    return When(f"{year}~", when.earliest, f"{year}-12-31", "context")


def sums_up(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "This date marks the establishment of relations": the sentence says what the one before amounts to."""
    lemmas = {token.norm.partition(":")[0] for token in tokens[: act.last]}
    return act.voice == "nominal" and bool(lemmas & AMOUNTS) and "anniversary" not in lemmas


def about(when: When) -> When:
    """The date of a headline in a note: that of its print, so only about that of the act."""
    if when.edtf is None or "/" in when.edtf or when.edtf.endswith("~"):
        return when
    return When(when.edtf + "~", when.earliest, when.latest, "context")


# papers that go on speaking in the sentence behind: "The announcement also stated that ..."
_PAPERS = frozenset(
    """announcement agreement treaty communiqué communique statement letter note decree protocol convention message
    proclamation resolution declaration accord memorandum telegram instruction order law constitution act""".split()
)


# verbs that say how a thing just told came about: "The convention was negotiated and signed by ..."
_MADE = {
    "agreement": frozenset({"sign", "negotiate", "conclude", "initial"}),
    "mission_opened": frozenset({"open", "establish", "inaugurate"}),
}
_MISSIONS = frozenset({"embassy", "legation", "consulate", "mission"})


def made_before(tokens: Sequence[Token], act: ActMention, told: frozenset[str]) -> bool:
    """Whether an act without a date says more of the one that the sentence before told: "The convention was negotiated and
    signed by ...", "It was signed in Bern"."""
    if act.act not in told or act.act not in _MADE or act.voice == "nominal":
        return False
    norms = [token.norm.partition(":")[0] for token in tokens[:4]]
    named = _PAPERS if act.act == "agreement" else _MISSIONS
    definite = norms[:1] in (["the"], ["this"], ["both"]) and not named.isdisjoint(norms[1:4])
    verbs = {token.norm.partition(":")[0] for token in tokens[act.first : act.last] if ":" in token.norm}
    if "negotiate" in verbs and any(token.norm == "sign:ed" for token in tokens[act.last : act.last + 4]):
        return False  # "was negotiated and signed": told once
    return (definite or norms[:2] == ["it", "be"]) and not verbs.isdisjoint(_MADE[act.act])


def carried(
    tokens: Sequence[Token], act: ActMention, told: frozenset[str], dateless: bool, alone: bool
) -> Dated | None:
    """How an act without a date has that of the sentence before, which told the acts `told`; None where it has not.
    `dateless`: its own sentence names no date at all; `alone`: the one before named no other."""
    if sums_up(tokens, act):
        return Dated(None, 0.7, "the date of the sentence that it sums up")
    if (alone and made_before(tokens, act, told)) or (dateless and points_back(tokens, act, told)):
        return Dated(None, 0.7, "the date of the sentence that it goes on from")
    if dateless and told and _at_once(tokens, act):
        return Dated(None, 0.7, "the date of the sentence that it goes on from")
    if dateless and on_occasion(tokens, act, told):
        return Dated(None, 0.7, "it was done on the occasion that the sentence before told of")
    if dateless and _manned(tokens, act, told):
        return Dated(None, 0.5, "the year of what the sentence before told of the post")
    if dateless and told and followed_on(tokens, act):
        return Dated(None, 0.5, "before")
    return None


def _at_once(tokens: Sequence[Token], act: ActMention) -> bool:
    """Whether a sentence opens by saying that it was done together with what was told before, or minutes later: "At the same
    time it appointed a consul", "It did so by receiving a chargé", "Eleven minutes later Norway recognised it"."""
    norms = [token.norm.partition(":")[0] for token in tokens[:6]]
    if (
        norms[1:3] == ["do", "so"]
        and norms[3] in {"by", "through", "in"}
        and norms[0] in {"it", "this", "he", "she", "<S>"}
    ):
        return True
    if norms[:5] == ["this", "be", "do", "by", "the"] or norms[:4] == ["this", "be", "do", "through"]:
        return True
    if act.voice == "nominal":
        return False
    soon = norms[1:2] in (["minute"], ["hour"]) and norms[2:3] == ["later"]
    return soon or norms[:4] == ["at", "the", "same", "time"] or norms[:3] in (["in", "do", "so"], ["by", "do", "so"])


def with_occasions(sentence: Sentence, acts: Sequence[ActMention], dated: Sequence[Dated]) -> list[Dated]:
    """The dates of a sentence's acts, with that of a visit or meeting told in it for what was done "in its course"."""
    tokens = sentence.tokens
    if _OCCASIONS.isdisjoint(token.norm for token in tokens):
        return list(dated)
    found = list(dated)
    for at, act in enumerate(acts):
        before = [one for step, one in enumerate(dated[:at]) if acts[step].act in _CONTACTS and one.token is not None]
        if found[at].token is None and before and act.voice != "nominal" and act.act not in _CONTACTS:
            home = home_of(sentence.owner, act)
            words = [token.norm.partition(":")[0] for step, token in enumerate(tokens) if sentence.owner[step] == home]
            line = " ".join(words)
            if _IN_COURSE.search(line) is not None or _ON_OCCASION.search(line) is not None:
                found[at] = Dated(before[-1].token, 0.7, "it was done on the occasion that its sentence tells of")
    return found


def on_occasion(tokens: Sequence[Token], act: ActMention, told: frozenset[str]) -> bool:
    """ "visited Lima on 4 May. During the visit the two signed a treaty", "... was signed on that occasion"."""
    if act.voice == "nominal" or _OCCASIONS.isdisjoint(token.norm for token in tokens):
        return False
    line = " ".join(token.norm.partition(":")[0] for token in tokens)
    if _ON_OCCASION.search(line) is not None:
        return bool(told)
    return not _CONTACTS.isdisjoint(told) and act.act not in _CONTACTS and _IN_COURSE.search(line) is not None


_OCCASIONS = frozenset({"occasion", "occasion:base", "during", "course"})
_CONTACTS = frozenset({"visit", "meeting"})
_ON_OCCASION = re.compile(r"\bon (?:the same|this|that) occasion\b")
_IN_COURSE = re.compile(
    r"\b(?:(?:during|in the course of) (?:the|this|that|his|her|their|its) (?:same |state |official )?"
    r"(?:visit|stay|trip|journey|talks|meeting|summit|conference|negotiation)|in (?:its|their) course)\b"
)

_POSTS = frozenset({"mission_opened", "mission_raised", "relations_established"})


def _manned(tokens: Sequence[Token], act: ActMention, told: frozenset[str]) -> bool:
    """ "The legation was raised to an embassy in 1939. Mr Lind became the first ambassador.": the first to hold a post that
    was just told of."""
    norms = [token.norm for token in tokens[: act.last]]
    early = act.act == "appointment" and act.voice != "nominal" and act.first <= 8 and not _POSTS.isdisjoint(told)
    early = early and norms[0] not in {"he", "she"}
    return early and {"also", "who", "which", "when", "until", "later", "subsequently", "have:s"}.isdisjoint(norms)


def points_back(tokens: Sequence[Token], act: ActMention, told: frozenset[str]) -> bool:
    """Whether an act without a date is that of the sentence before: "This convention was concluded in Bern", where a
    convention was just told (`told`, the acts of that sentence), or "The announcement also stated that ..."."""
    norms = [token.norm.partition(":")[0] for token in tokens[:4]]
    if act.voice == "nominal" or len(norms) < 4:
        return False
    if norms[0] in {"this", "these"}:
        return act.act in told and act.first <= 3
    inside = norms[0] == "in" and (norms[1] == "it" or (norms[1] in {"the", "this"} and norms[2] in _PAPERS))
    if inside and not told.isdisjoint(_TOLD_IN_PAPERS):
        return act.first <= 8  # "sent a letter on 4 May. In it he recognised the republic"
    if norms[0] != "the" or norms[1] not in _PAPERS or not told:
        return False
    return norms[2] == "also" or (not told.isdisjoint(_TOLD_IN_PAPERS) and _says(tokens, act))


# acts told by a paper or done in one, and verbs of which a paper can be the subject
_TOLD_IN_PAPERS = frozenset({"speech", "agreement", "law"})
_SAYS = frozenset(
    f"{verb}:ed"
    for verb in """announce state declare proclaim congratulate recognize recognise acknowledge express inform affirm
    confirm extend convey offer accept request provide end grant abolish establish create cede""".split()
)


def _says(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "The letter from the king congratulated the emperor and recognised the republic": what a paper just told says."""
    verb = next((at for at, token in enumerate(tokens[:9]) if token.norm.endswith((":ed", ":past"))), None)
    return verb is not None and tokens[verb].norm in _SAYS and act.last > verb


def followed_on(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "This decision followed the invasion of Peru", behind a dated act: the noun tells what had happened by then."""
    lead = [token.norm for token in tokens[: act.first]]
    verb = next((at for at, norm in enumerate(lead) if norm.endswith((":ed", ":past", ":s"))), None)
    return act.voice == "nominal" and verb is not None and lead[0] == "this" and verb <= 4 and lead[verb] == "follow:ed"
