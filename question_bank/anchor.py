"""An anchor ties a quote to the one place of a document where it stands, character for character."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """A W3C TextQuoteSelector (quote, prefix, suffix) with its TextPositionSelector (start, end)."""

    document: str
    quote: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
