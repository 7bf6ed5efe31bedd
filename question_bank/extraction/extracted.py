"""What extraction gives, what it refuses, and its limits."""

from dataclasses import dataclass

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
NO_MEMORY = 137  # exit code of the child


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may be and may cost."""

    bytes: int = 10_000_000
    pages: int = 500
    characters: int = 2_000_000
    memory: int = 400_000_000  # of address space
    cpu: int = 20  # seconds
    wall: int = 60  # seconds


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text that quotes must match, a guess at its title, and what whoever approves it should know."""

    text: str
    title: str = ""
    notes: tuple[str, ...] = ()


class Refused(Exception):
    """A file that gives no text: a stable rule, what is wrong and how to mend it."""

    def __init__(self, rule: str, what: str, cure: str) -> None:
        super().__init__(f"{what}. {cure}")
        self.rule = rule
        self.what = what
        self.cure = cure


def damaged(kind: str) -> Refused:
    what = f"The file is damaged, or no {kind} at all"
    return Refused("damaged", what, "Open it, save it anew and try again.")
