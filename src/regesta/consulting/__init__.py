"""Second opinions: somebody else's reading of a document, beside Regesta's own and never mixed with it.

What lives here: a language model behind an OpenAI-compatible HTTP endpoint (`llm`), and a dependency parser that agrees or
disagrees with an entry (`parser`), both extras. What does not: anything the register rests on. A proposal counts only
where its quote stands verbatim in the document.
"""

from regesta.consulting.llm import Endpoint, Opinion, endpoint_of, propose
from regesta.consulting.parser import judge

__all__ = ["Endpoint", "Opinion", "endpoint_of", "judge", "propose"]
