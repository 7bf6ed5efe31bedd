"""Cells of a CSV file that no spreadsheet takes for a formula."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def cell(value: str | int | float | None) -> str | int | float:
    """The value as a cell: a number as it is, a text that could begin a formula behind an apostrophe."""
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and _may_begin_one(value) else value


def text_of(cell: str) -> str:
    """The text that `cell` was made of."""
    return cell[1:] if cell.startswith("'") and _may_begin_one(cell) else cell


def _may_begin_one(text: str) -> bool:
    return text.lstrip("' ").startswith(STARTS)
