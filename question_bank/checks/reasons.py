"""Why the loader refuses what it refuses."""

_PROOF = "Learners are shown these words as the proof of the answer, so they must stand in the document."
_ONE_RIGHT = "Of a choice only one option may be right, and each may stand there once."
_PROGRESS = "Learners' progress is kept by this name."
_SAFE = "Decks are read as plain text only, so that none can do harm or mean more than it shows."
_REASONS: dict[str, str] = {
    **dict.fromkeys(
        "quote-not-found quote-not-unique quote-in-other-document surroundings-differ odd-place no-quote"
        " quote-and-sources no-document unknown-document answer-from-not-in-quote".split(),
        _PROOF,
    ),
    "answer-not-in-quote": "An answer that its quote does not give is not proven.",
    **dict.fromkeys("distractor-is-right same-distractor distractor-shape".split(), _ONE_RIGHT),
    **dict.fromkeys("same-part accept-of-parts".split(), "Each part of an answer is scored by itself."),
    **dict.fromkeys("same-id same-deck bad-id".split(), _PROGRESS),
    **dict.fromkeys("unknown-item bad-reference".split(), "A reader could not follow it."),
    **dict.fromkeys("bad-date bad-number unknown-shape".split(), "Answers are graded by their value."),
    **dict.fromkeys(
        "forbidden-character too-many-values key-too-long duplicate-key too-deep text-too-long".split(), _SAFE
    ),
    "no-modeline": "Without it an editor neither completes keys nor marks mistakes.",
}


def reason(rule: str) -> str:
    """Why a rule of the loader matters."""
    return _REASONS.get(rule, "The deck cannot be read until this is mended.")
