"""The same workflow over many documents, by many processes: chunks of files, a checkpoint a chunk, one writer.

What lives here: cutting files into chunks (`chunks`), reading them in processes of this machine (`processes`, whose other end
is `worker`) within `limits`, or by those of a dask.distributed cluster (`scheduler`), keeping what came before its turn
(`checkpoints`), and storing all of it in order (`running`).
What does not: anything that reads or understands a document (`workflow` does, the same in whatever process).
"""

from regesta.cluster.limits import Limits, seldom_collect
from regesta.cluster.processes import Processes
from regesta.cluster.running import Engine, read_many
from regesta.cluster.scheduler import Scheduler

__all__ = ["Engine", "Limits", "Processes", "Scheduler", "read_many", "seldom_collect"]
