"""What can go wrong, as one small tree. Each message names the file, the place and the cure in one sentence."""

from errno import EACCES, EDQUOT, EFBIG, EIO, ENOSPC, EPERM, EROFS


class RegestaError(Exception):
    """Any failure Regesta foresees. The message is one sentence for the person at the keyboard."""


class BadDocument(RegestaError):
    """A document that cannot be read: the file's fault. The run goes on with the others."""


class UnknownFormat(BadDocument):
    """Bytes that are none of the formats Regesta reads."""


class BadData(RegestaError):
    """A word list or authority table of Regesta's own, or a user's, that breaks its schema: names the file and line."""


class BadRegister(RegestaError):
    """A register that cannot be opened: not a register, damaged, or made by a newer version."""


class DamagedRegister(BadRegister):
    """A register that lost a part of itself, or holds what nobody wrote there: `regesta repair` brings back what can be."""


class NoRoom(RegestaError):
    """A file that cannot be written: the disk is full, or it or its folder may only be read."""


class BadQuestion(RegestaError):
    """A filter or an id that cannot be understood: the caller's fault."""


class MissingPart(BadQuestion):
    """Something asked for that needs a library which is not installed; the message names the extra that brings it."""


class NotAllowed(BadQuestion):
    """Something that one's role in a team does not allow: ask the register's owner for another."""


class Conflict(BadQuestion):
    """A decision about something that somebody else decided meanwhile: nobody's fault; look again and decide."""


class NoOpinion(RegestaError):
    """A second opinion that could not be had: the endpoint's fault. The register's own entries are unharmed."""


class NoAnswer(RegestaError):
    """Authorities that could not be fetched: the service's fault. What is there stays as it was."""


# what a disk answers that can or may hold no more
FAULTS_OF_DISKS = frozenset([ENOSPC, EDQUOT, EFBIG, EROFS, EACCES, EPERM, EIO])


def unwritable(name: object, fault: OSError) -> NoRoom:
    """A fault of writing a file, in a sentence."""
    why = fault.strerror or str(fault)
    cure = "make room" if fault.errno in (ENOSPC, EDQUOT, EFBIG) else "see that you may write there"
    return NoRoom(f"{name}: it cannot be written ({why[:1].lower()}{why[1:]}); {cure} and run it again")
