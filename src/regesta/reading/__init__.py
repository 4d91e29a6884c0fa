"""Bytes -> Document: one reader a format, told from the content, and the way back from every character to its source.

What lives here: the readers, decoding, blocks, sentences. What does not: anything that understands the text.
"""

from regesta.reading.anchoring import document_id_of
from regesta.reading.formats import bytes_of, read_bytes, read_path
from regesta.reading.sentences import sentences

__all__ = ["bytes_of", "document_id_of", "read_bytes", "read_path", "sentences"]
