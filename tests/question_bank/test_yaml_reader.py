"""The safe reader gives back the text that stands there, and where it stands."""

from question_bank.yaml_reader import List, Map, Node, Plain, Scalar, plain, read

# Each of these is something else than a text to some YAML parser.
AS_TYPED = """
no No NO n N yes Yes YES y on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~
1:30 12:30 12:30:45 190:20:30
017 0o17 08 0x1F 0b101 1_000 +12 -3 685_230.15 1e3 1.5e+3 .5 5.
.inf -.Inf .nan .NaN 2024-13-45 1950-01-30 1950-01 1950 2001-12-14t21:59:43.10-05:00 25/26
10,000 $6.1 8% = << 1.0 -0
3.10 007 00 1E400
""".split()


def _value(source: str) -> Plain:
    node, problems = read(source, "x.yaml")
    assert problems == (), [str(problem) for problem in problems]
    assert node is not None
    return plain(node)


def test_every_scalar_stays_as_it_was_typed() -> None:
    assert [_value(f"a: {typed}\n") for typed in AS_TYPED] == [{"a": typed} for typed in AS_TYPED]


def test_every_scalar_in_a_list_stays_as_it_was_typed() -> None:
    for typed in AS_TYPED:
        assert _value(f"- {typed}\n- '{typed}'\n- \"{typed}\"\n") == [typed, typed, typed]


def test_there_are_sixty_scalars_in_the_table() -> None:
    assert len(set(AS_TYPED)) >= 60


def test_a_key_stays_as_it_was_typed_too() -> None:
    assert _value("no: a\n017: b\n1:30: c\n") == {"no": "a", "017": "b", "1:30": "c"}


def test_an_empty_value_is_the_empty_text() -> None:
    assert _value("a:\nb: ''\n") == {"a": "", "b": ""}


def test_a_byte_order_mark_at_the_start_is_dropped() -> None:
    node, problems = read("\ufeffa: b\n".encode(), "x.yaml")
    assert problems == () and node is not None
    assert plain(node) == {"a": "b"}


def test_right_to_left_text_is_fine() -> None:
    assert _value("a: שלום עולם\n") == {"a": "שלום עולם"}


def test_a_text_is_not_normalised_because_a_quote_is_verbatim() -> None:
    assert _value("a: cafe\u0301\u00a0x\n") == {"a": "cafe\u0301\u00a0x"}


def test_every_key_and_value_knows_its_line_and_column() -> None:
    node, _ = read("a: x\nb:\n  - ü: y\n    d: [e, f]\n", "x.yaml")
    assert isinstance(node, Map)
    assert _place(node.keys["b"]) == (2, 1)
    b = node.values["b"]
    assert isinstance(b, List)
    inner = b.items[0]
    assert isinstance(inner, Map)
    assert (_place(inner.keys["d"]), _place(inner.values["ü"])) == ((4, 5), (3, 8))
    d = inner.values["d"]
    assert isinstance(d, List)
    assert [_place(entry) for entry in d.items] == [(4, 9), (4, 12)]


def _place(node: Node) -> tuple[int, int]:
    return node.line, node.column


def test_every_refusal_of_a_file_is_reported_not_only_the_first() -> None:
    _, problems = read("a: !x b\nc: &y d\ne: *y\na: f\n", "x.yaml")
    assert [(problem.line, problem.rule) for problem in problems] == [
        (1, "tag"),
        (2, "anchor"),
        (3, "anchor"),
        (4, "duplicate-key"),
    ]


def test_a_duplicate_key_names_both_lines() -> None:
    _, problems = read("a: b\nc: d\na: e\n", "deck.yaml")
    assert str(problems[0]) == (
        "deck.yaml:3:1 — the key a stands here a second time, first in line 1. Delete one of the two."
    )


def test_a_forbidden_character_is_named_by_its_code_point() -> None:
    _, problems = read("a: b\u202ec\n", "x.yaml")
    assert (problems[0].column, problems[0].what) == (5, "the character U+202E is not allowed")


def test_a_syntax_error_says_what_to_do() -> None:
    _, problems = read("a: one: two\n", "x.yaml")
    assert problems[0].cure == "Put a text that holds a colon and a space in quotation marks."


def test_twelve_levels_are_allowed() -> None:
    assert _value("[" * 12 + "x" + "]" * 12)


def test_60000_values_are_allowed() -> None:
    node, problems = read("- a\n" * 59_999, "x.yaml")
    assert problems == () and isinstance(node, List)
    assert isinstance(node.items[-1], Scalar)
