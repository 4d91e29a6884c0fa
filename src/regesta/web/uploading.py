"""Documents sent in from a page: kept beside the register, read by a process of its own, told of as it goes."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from regesta.errors import BadDocument, BadQuestion, unwritable
from regesta.gathering import SUFFIXES
from regesta.reading.formats import format_of
from regesta.register import Register
from regesta.web.guarding import LARGEST, check_token, who_asks
from regesta.web.printing import BAD, shelf_of, show

_FILES = 50  # of one sending
_SECONDS, _MEGABYTES = 300, 3000  # of the process that reads them
_KEPT = 50  # jobs told of

routes = APIRouter()


@dataclass(frozen=True, slots=True)
class Job:
    """Some files on their way into the register: "waiting", "reading", "done" or "failed"; `outcomes` as far as they came."""

    id: str
    who: str
    files: tuple[str, ...]
    status: str = "waiting"
    outcomes: tuple[dict[str, Any], ...] = ()
    message: str = ""


class Jobs:
    """The jobs of a program; one reads at a time, so that two cannot starve the machine or each other of the register."""

    def __init__(self, register: Register, password: str | None = None) -> None:
        """`password` is that of the server that keeps the register; the process is told it apart from its command."""
        self.folder = register.companion("documents")
        self._register = register.path
        self._environment = os.environ | ({"PGPASSWORD": password} if password is not None else {})
        self._known: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="intake")

    def start(self, who: str, files: Sequence[Path]) -> Job:
        """Begin to read files that are kept already."""
        job = Job(secrets.token_urlsafe(9), who, tuple(str(file) for file in files))
        with self._lock:
            for old in list(self._known)[: max(0, len(self._known) - _KEPT + 1)]:
                if self._known[old].status in ("done", "failed"):
                    del self._known[old]
            self._known[job.id] = job
        self._pool.submit(self._run, job)
        return job

    def job(self, id: str) -> Job:
        """A job by its id. Raises BadQuestion when there is none."""
        if id not in self._known:
            raise BadQuestion("there is no such sending; the list of the last ones is at /upload")
        return self._known[id]

    def last(self) -> list[Job]:
        """The last jobs, newest first."""
        return list(reversed(self._known.values()))

    def close(self) -> None:
        """Begin no further job."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _put(self, job: Job) -> Job:
        with self._lock:
            self._known[job.id] = job
        return job

    def _run(self, job: Job) -> None:
        limits = [str(_SECONDS), str(_MEGABYTES)]
        command = [sys.executable, "-I", "-m", "regesta.web.intake", *limits, self._register, *job.files]
        job = self._put(replace(job, status="reading"))
        try:
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self._environment
            ) as child:
                clock = threading.Timer(_SECONDS, child.kill)
                clock.start()
                for line in child.stdout or ():
                    job = self._put(replace(job, outcomes=(*job.outcomes, json.loads(line))))
                code = child.wait()
                clock.cancel()
        except (OSError, ValueError) as fault:
            self._put(replace(job, status="failed", message=f"The reading broke off ({fault})."))
            return
        if code != 0:
            why = (
                "took too much time or memory, or broke the reader" if code != 1 or not job.outcomes else "met a fault"
            )
            left = [Path(file).name for file in job.files[len(job.outcomes) :]]
            self._put(
                replace(job, status="failed", message=f"It {why}{'; not read: ' if left else ''}{', '.join(left)}.")
            )
            return
        self._put(replace(job, status="done"))


@routes.get("/upload", response_class=HTMLResponse, include_in_schema=False)
def upload(request: Request) -> HTMLResponse:
    """The form to send documents in, and what became of the last ones."""
    return show(request, "upload.html", jobs=_jobs(request).last(), suffixes=sorted(SUFFIXES), largest=LARGEST)


@routes.post("/upload", include_in_schema=False)
async def send(request: Request, token: Annotated[str, Form(max_length=200)], files: list[UploadFile]) -> Response:
    """Keep the files beside the register and begin to read them."""
    check_token(request, token)
    if len(files) > _FILES:
        raise BadQuestion(
            f"{len(files)} files are more than {_FILES}; send them in parts, or read a folder with `regesta read`"
        )
    folder = _jobs(request).folder
    kept = [_keep(folder, file.filename or "", await file.read(LARGEST + 1)) for file in files]
    job = _jobs(request).start(who_asks(request), kept)
    return RedirectResponse(f"/upload/{job.id}", 303)


@routes.get("/upload/{id}.json", response_class=JSONResponse, responses=BAD)
def job_json(request: Request, id: str) -> dict[str, Any]:
    """How far the reading of documents that were sent in has come."""
    found = _jobs(request).job(id)
    return {
        **asdict(found),
        "files": [Path(file).name for file in found.files],
        "outcomes": [_told(one) for one in found.outcomes],
    }


@routes.get("/upload/{id}", response_class=HTMLResponse, include_in_schema=False)
def job(request: Request, id: str) -> HTMLResponse:
    """How far the reading has come, for people."""
    found = _jobs(request).job(id)
    return show(
        request, "job.html", job=found, outcomes=[_told(one) for one in found.outcomes], names=shelf_of(request).names
    )


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _told(outcome: dict[str, Any]) -> dict[str, Any]:
    """An outcome without the path of the folder."""
    name = Path(outcome["path"]).name
    message = (
        (outcome.get("message") or "").replace(outcome["path"], name) if outcome["path"] else outcome.get("message")
    )
    return {**outcome, "path": name, "message": message}


def _keep(folder: Path, name: str, data: bytes) -> Path:
    """The file that holds the bytes, under the name it was sent with as far as that is one. Raises BadQuestion; NoRoom."""
    safe = _safe(name)
    if Path(safe).suffix.lower() not in SUFFIXES:
        raise BadQuestion(f"{safe}: documents end in {' '.join(sorted(SUFFIXES))}")
    if len(data) > LARGEST:
        raise BadQuestion(f"{safe}: it is larger than {LARGEST // 1024 // 1024} MB; read it with `regesta read`")
    try:
        if not data.strip():
            raise BadQuestion(f"{safe}: it is empty; nothing to read")
        format_of(data, safe)
    except BadDocument as fault:
        raise BadQuestion(str(fault)) from fault
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = folder / (safe if number == 1 else f"{Path(safe).stem}-{number}{Path(safe).suffix}")
            try:
                _write(path, data)
            except FileExistsError:
                if path.read_bytes() != data:
                    continue
            return path
    except OSError as fault:
        raise unwritable(safe, fault) from fault
    raise BadQuestion(f"{safe}: there are too many documents of this name; give it another")


def _write(path: Path, data: bytes) -> None:
    """A file that was not there, whole or not at all. Raises OSError."""
    with path.open("xb") as out:
        try:
            out.write(data)
            out.flush()
        except OSError:
            path.unlink()
            raise


def _safe(name: str) -> str:
    """A name without folders, control characters and other surprises."""
    bare = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = re.sub(r"[^\w .,()\[\]+-]", "_", "".join(ch for ch in bare if unicodedata.category(ch)[0] != "C"))
    return kept.strip(". ").lstrip("-")[-120:] or "document"
