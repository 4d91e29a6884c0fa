"""The rules of the house: what a reader of the tree may rely on without reading every file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
PACKAGE = HOME / "src" / "regesta"
SOURCES = sorted(PACKAGE.rglob("*.py"))
CODE = SOURCES + sorted((HOME / "scripts").rglob("*.py")) + sorted((HOME / "tests").rglob("*.py"))

FILE_LINES, FUNCTION_LINES, PARAMETERS = 600, 80, 6


def short(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def kept_files() -> list[Path]:
    """The files git knows or would be asked to keep. Skips the test where this is no git tree."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=HOME, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git tree: the kept files cannot be listed")
    return [path for name in listed.split("\0") if name and (path := HOME / name).is_file()]


def kept_texts() -> Iterator[tuple[Path, str]]:
    for path in kept_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a PDF


# --- rooms -----------------------------------------------------------------------------------------------------------


def test_every_room_says_what_lives_there() -> None:
    rooms = {path.parent for path in SOURCES}
    silent = []
    for room in sorted(rooms):
        opening = room / "__init__.py"
        if not opening.is_file() or ast.get_docstring(tree_of(opening)) is None:
            silent.append(short(room))
    assert silent == [], "rooms without an opening docstring"


def test_there_is_no_junk_drawer() -> None:
    drawers = [short(path) for path in SOURCES if re.fullmatch(r"utils?|helpers?|misc|common", path.stem)]
    assert drawers == []


def test_nothing_is_global() -> None:
    offenders = [
        f"{short(path)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Global)
    ]
    assert offenders == []


# --- sizes -----------------------------------------------------------------------------------------------------------


def test_files_are_short() -> None:
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    # the shapes that all rooms share are one file on purpose, however many they are
    del lengths["src/regesta/model.py"]
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_are_short() -> None:
    offenders = {}
    for path in CODE:
        for function in functions_of(path):
            assert function.end_lineno is not None
            lines = function.end_lineno - function.lineno + 1
            if lines > FUNCTION_LINES:
                offenders[f"{short(path)}:{function.name}"] = lines
    assert offenders == {}


def test_functions_take_few_parameters() -> None:
    offenders = {}
    for path in SOURCES + sorted((HOME / "scripts").rglob("*.py")):
        for function in functions_of(path):
            taken = function.args
            names = [argument.arg for argument in taken.posonlyargs + taken.args + taken.kwonlyargs]
            own = [name for name in names if name not in {"self", "cls"}]
            # a command's parameters are its options: click hands over one each, and the MCP SDK a tool's arguments
            if len(own) > PARAMETERS and "cli" not in path.parts and path.parts[-2:] != ("answering", "tools.py"):
                offenders[f"{short(path)}:{function.name}"] = len(own)
    assert offenders == {}


# --- patterns --------------------------------------------------------------------------------------------------------

# rooms that no document passes through when it is read
OFF_THE_WAY = {"consulting", "evaluating.py", "exploring", "exporting", "web"}
MATCHING = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def is_constant(pattern: ast.expr) -> bool:
    """Whether an expression is the same in every call: literals and the module's own constants, put together."""
    parts = list(ast.walk(pattern))
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return not any(isinstance(part, ast.Call) for part in parts) and all(
        re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name) for name in names
    )


def compiled_anew(tree: ast.Module) -> Iterator[int]:
    """The lines on which a function hands a constant pattern to `re`; what is cached may compile it once."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        kept = not isinstance(function, ast.Lambda) and any(
            "cache" in ast.unparse(mark) for mark in function.decorator_list
        )
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            asked = node.func.attr in MATCHING or (node.func.attr == "compile" and not kept)
            if of_re and asked and is_constant(node.args[0]):
                yield node.lineno


def test_no_pattern_is_compiled_anew_for_every_document() -> None:
    # `re` remembers 512 patterns, and the rules of acts alone are more: as they are met, they drive out what a function
    # hands to `re.search`, and the next document compiles it again; a constant of the module is compiled once
    offenders = {
        f"{short(path)}:{line}"
        for path in SOURCES
        if path.relative_to(PACKAGE).parts[0] not in OFF_THE_WAY
        for line in compiled_anew(tree_of(path))
    }
    assert offenders == set()


@pytest.mark.parametrize(
    ("body", "anew"),
    [
        ('re.search(r"\\d", text)', True),
        ('re.sub(rf"{_YEAR}|x", "", text)', True),
        ('re.compile(_YEAR + r"|x").match(text)', True),
        ('re.search(rf"\\b{family}", text)', False),  # a document's own word
        ("re.split(rf\",|{any_of('joints')}\", text)", False),
        ("_SHAPE.search(text)", False),
    ],
)
def test_a_pattern_that_never_changes_is_told_from_one_that_does(body: str, anew: bool) -> None:
    assert bool(list(compiled_anew(ast.parse(f"def find(text, family):\n    return {body}")))) is anew


# --- importing -------------------------------------------------------------------------------------------------------

WATCH = """
import sys, time
opened = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])
sys.addaudithook(hook)
start = time.perf_counter()
import regesta
took = time.perf_counter() - start
if "everything" in sys.argv:
    import importlib, pkgutil
    for module in pkgutil.walk_packages(regesta.__path__, "regesta."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
home = regesta.__path__[0]
print(took)
print([name for name in opened if name.startswith(home) and not name.endswith((".py", ".pyc"))])
"""


def watched_import(*words: str) -> tuple[float, str]:
    command = [sys.executable, "-c", WATCH, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    took, opened = done.stdout.splitlines()
    return float(took), opened


def test_importing_regesta_is_quick_and_opens_nothing() -> None:
    watched_import()  # the first one may have to compile
    took, opened = watched_import()
    assert opened == "[]"
    assert took < 0.5, (
        "`import regesta` should take well under 100 ms; five times that is no accident of a busy machine"
    )


def test_importing_every_module_opens_no_data() -> None:
    _, opened = watched_import("everything")
    assert opened == "[]"


# --- words about the code --------------------------------------------------------------------------------------------


def test_every_make_command_in_the_documents_exists() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    told = {
        (short(path), target)
        for path in [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md")]
        for target in re.findall(r"(?:`|^\s*\$? ?)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {(where, target) for where, target in told if target not in targets} == set()
    assert {"demo", "test"} <= {target for where, target in told if where == "README.md"}


def test_every_act_is_documented() -> None:
    rules = PACKAGE / "acts" / "data" / "en" / "acts.toml"
    if not rules.is_file():
        pytest.skip("no act rules yet")
    acts = {rule["act"] for rule in tomllib.loads(rules.read_text(encoding="utf-8"))["rule"]}
    reference = (HOME / "docs" / "reference" / "acts.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", reference, re.MULTILINE))
    assert acts - documented == set(), "acts that the rules know and docs/reference/acts.md does not"


def test_documents_link_to_files_that_exist() -> None:
    broken = []
    for path in [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md"), *(HOME / "examples").glob("*.md")]:
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        missing = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
        broken += [f"{short(path)} -> {target}" for target in missing]
    assert broken == []


def test_every_design_record_has_a_date_and_a_status() -> None:
    records = sorted((HOME / "docs" / "design").glob("*.md"))
    lacking = [
        short(path)
        for path in records
        if re.match(r"\d{3}-[a-z0-9-]+\.md", path.name) is None
        or re.search(r"^Date: \d{4}-\d{2}-\d{2}$", path.read_text(encoding="utf-8"), re.MULTILINE) is None
        or re.search(r"^Status: (proposed|accepted|superseded)", path.read_text(encoding="utf-8"), re.MULTILINE) is None
    ]
    assert lacking == []
    numbers = [path.name[:3] for path in records]
    assert len(numbers) == len(set(numbers)), "two records share a number"


# --- what the repository must not carry ------------------------------------------------------------------------------

# in pieces, so that this file does not carry them either
MACHINE = re.compile(r"(?<![\w.~-])/(?:" + "|".join(["work", "home", "root", "Users", "opt"]) + r")/\w")
REGISTRIES = re.compile(
    "|".join([r"pypi\." + "org", "python" + "hosted", r"registry\." + "npmjs", r"deb\." + "debian"])
)


def test_no_path_of_one_machine_and_no_registry_is_named() -> None:
    offenders = []
    for path, text in kept_texts():
        if (HOME / "examples") in path.parents and path.suffix == ".md":
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE.search(line) is not None or REGISTRIES.search(line) is not None:
                offenders.append(f"{short(path)}:{number}: {line.strip()[:80]}")
    assert offenders == []


def test_no_file_is_large() -> None:
    large = {short(path): path.stat().st_size for path in kept_files() if path.stat().st_size > 8_000_000}
    assert large == {}, "files over 8 MB do not belong in the tree"


def test_the_lock_names_exact_versions_only() -> None:
    lines = (HOME / "requirements" / "ci.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins != []
    assert [line for line in pins if re.fullmatch(r"[a-z0-9.-]+==[\w.]+", line) is None] == []
