"""The commands of the Makefile, in a clean clone: what they print and what they would run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
TARGETS = ("setup", "run", "test", "check", "bench", "screenshots")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


def shell(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command run with `environment` over a bare one."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(cwd), **environment}
    return subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git holds, in a folder whose name has spaces; the Makefile and its scripts as they stand now."""
    home = tmp_path_factory.mktemp("a clean clone")
    folder = home / "of Footnote"
    (home / ".gitconfig").write_text("[safe]\n\tdirectory = *\n")  # whoever owns the checkout
    cloned = shell("git", "clone", "--quiet", "--no-local", str(ROOT), str(folder), cwd=home)
    assert cloned.returncode == 0, cloned.stderr
    for part in ("Makefile", *(f"tools/{path.name}" for path in ROOT.glob("tools/*.sh")), *LOCKS):
        shutil.copy(ROOT / part, folder / part)
    return folder


@pytest.fixture
def fakes(tmp_path: Path) -> Path:
    """A folder of programs that stands in for the machine's: what setup.sh needs, and no Python."""
    for name in ("sh", "cmp", "dirname", "sed", "git"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def fake(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!{shutil.which('sh')}\n{script}\n")
    (folder / name).chmod(0o755)


def test_plain_make_explains_every_target(clone: Path) -> None:
    printed = shell("make", cwd=clone).stdout
    described = dict(re.findall(r"^  make (\w+) +(\S.+)$", printed, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.+)$", (clone / "Makefile").read_text(), re.MULTILINE)
    assert phony and set(described) == set(phony[1].split()) >= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_can_be_planned_and_calls_what_exists(clone: Path, target: str) -> None:
    planned = shell("make", "-n", target, cwd=clone)
    assert planned.returncode == 0, planned.stderr
    modules = [name.replace(".", "/") for name in re.findall(r"-m ((?:tests|tools)\.\w+)", planned.stdout)]
    for script in re.findall(r"tools/\w+\.\w+", planned.stdout):
        assert (ROOT / script).exists(), script
    for module in modules:
        assert (ROOT / f"{module}.py").exists() or (ROOT / module / "__main__.py").exists(), module


def test_run_becomes_the_server_so_that_a_signal_reaches_it(clone: Path) -> None:
    assert "exec .venv/bin/python -m webapp" in shell("make", "-n", "run", cwd=clone).stdout


def test_python_that_is_too_old_is_one_sentence(clone: Path, fakes: Path) -> None:
    fake(fakes, "python3", "exit 1")
    stopped = shell("sh", "tools/setup.sh", "run", cwd=clone, PATH=str(fakes))
    assert stopped.returncode == 1
    assert stopped.stderr.splitlines()[-1].startswith("Footnote needs Python 3.11 or newer: install it")


def test_python_without_pip_is_one_sentence(clone: Path, fakes: Path) -> None:
    fake(fakes, "python3", f'case "$*" in *pip*) exit 1;; *) exec "{sys.executable}" "$@";; esac')
    stopped = shell("sh", "tools/setup.sh", "run", cwd=clone, PATH=str(fakes))
    assert stopped.returncode == 1
    assert "apt-get install python3-pip" in stopped.stderr.splitlines()[-1]


def test_missing_git_stops_the_tests_only(clone: Path, fakes: Path) -> None:
    (fakes / "git").unlink()
    stopped = shell("sh", "tools/setup.sh", "dev", cwd=clone, PATH=str(fakes))
    assert stopped.stderr.startswith("The tests need git: install it")


FAKE_UV = """
echo "$*" >> uv.log
case $1 in venv) mkdir -p .venv/bin && cp .tools/bin/python .venv/bin/ ;; esac
"""


@pytest.fixture
def set_up(clone: Path) -> Callable[[str], str]:
    """Run setup.sh, on no .venv at first, with a uv that only notes orders; gives the lock it installed."""
    shutil.rmtree(clone / ".venv", ignore_errors=True)
    (clone / ".tools/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(clone / "requirements-uv.txt", clone / ".tools")
    fake(clone / ".tools/bin", "uv", FAKE_UV)
    fake(clone / ".tools/bin", "python", "exit 0")

    def run(part: str) -> str:
        (clone / "uv.log").write_text("")
        done = shell("sh", "tools/setup.sh", part, cwd=clone, PYTHON=str(clone / ".tools/bin/python"))
        assert done.returncode == 0, done.stderr
        return "".join(re.findall(r"pip sync .* (\S+)$", (clone / "uv.log").read_text(), re.MULTILINE))

    return run


def test_what_is_installed_is_not_installed_again(set_up: Callable[[str], str]) -> None:
    assert [set_up("run"), set_up("run")] == ["requirements.txt", ""]


def test_running_after_testing_installs_nothing(set_up: Callable[[str], str]) -> None:
    assert [set_up("dev"), set_up("run"), set_up("dev")] == ["requirements-dev.txt", "", ""]


def test_testing_after_running_adds_what_the_tests_need(set_up: Callable[[str], str]) -> None:
    assert [set_up("run"), set_up("dev")] == ["requirements.txt", "requirements-dev.txt"]


def test_a_new_lock_is_installed_with_all_that_was_there(set_up: Callable[[str], str], clone: Path) -> None:
    set_up("dev")
    (clone / "requirements.txt").write_text("# a new pin\n")
    assert set_up("run") == "requirements-dev.txt"
    shutil.copy(ROOT / "requirements.txt", clone)


def test_a_broken_python_is_made_anew(set_up: Callable[[str], str], clone: Path) -> None:
    set_up("run")
    (clone / ".venv/bin/python").unlink()
    assert set_up("run") == "requirements.txt"


def test_an_interrupted_installation_is_taken_up_again(set_up: Callable[[str], str], clone: Path) -> None:
    set_up("run")
    fake(clone / ".tools/bin", "uv", 'case "$*" in *sync*) exit 1;; esac')
    assert shell("sh", "tools/setup.sh", "dev", cwd=clone).returncode != 0
    fake(clone / ".tools/bin", "uv", FAKE_UV)
    assert set_up("run") != ""


def test_each_lock_holds_all_of_the_smaller_one() -> None:
    pins = [
        set(re.findall(r"^\S+==\S+.*(?= \\$)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS
    ]
    assert pins[0] and pins[0] < pins[1] < pins[2]


def test_every_pin_has_a_hash_and_no_address() -> None:
    for lock in (*LOCKS, "requirements-uv.txt"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=\S)", text.strip()))
