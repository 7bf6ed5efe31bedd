"""What PyYAML says of a text that is no YAML, as a problem with a cure."""

import yaml

from question_bank.problem import Problem

_ANY_CURE = "Look at the indentation, brackets and quotation marks here and in the line before."
_CURES = (
    ("mapping values are not allowed", "Put a text that holds a colon and a space in quotation marks."),
    (
        "cannot start any token",
        "Indent with spaces, not tabs; put text that begins with @, ` or % in quotation marks.",
    ),
    ("escape c", "In \"…\" write \\\\ for a backslash, or use '…'."),
    ("quoted scalar", "Close the quotation mark; inside '…' write '' for an apostrophe."),
    ("flow sequence", "Close the bracket ]; put text with commas or brackets in quotation marks."),
    ("flow mapping", "Close the brace }; put text with commas or braces in quotation marks."),
    ("directive", "Delete the line that starts with %."),
    ("tag", "Put text that begins with ! in quotation marks."),
    ("anchor", "Put text that begins with & or * in quotation marks."),
    ("alias", "Put text that begins with & or * in quotation marks."),
    (
        "expected key",
        "Look at the indentation here and in the line before. A text that begins with a quotation mark and "
        "goes on after it stands in single ones as a whole: '\"No\", he said'.",
    ),
    ("simple key", "Write the key, a colon and a space, and the value after it."),
)


def syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it does not follow the rules"
    context = str(getattr(error, "context", None) or "")
    cure = next((cure for part, cure in _CURES if part in str(said) or part in context), _ANY_CURE)
    what = f"this is not YAML: {said} {context}".rstrip()
    return Problem(file, line, column, "", "yaml-syntax", what, cure)
