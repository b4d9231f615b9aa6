"""Files: reading what can be read, saying what cannot, and what is lost."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import FramingWarning
from framing.lexicon import Entry, Lexicon, list_lexicons, load_lexicon, read_lexicon

_PLAIN = ["dic", "dicx", "lcd", "lc3", "ykd", "cat", "csv"]


def _content(lexicon: Lexicon) -> set[tuple[str, str, float]]:
    return {(row.category, row.pattern, row.weight) for row in lexicon.rows}


def _write(tmp_path, name, content, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def _read_dirty(path, **options):
    with pytest.warns(FramingWarning, match=path.name):
        return read_lexicon(path, **options)


_NAMES = st.sampled_from(["security", "crime & order", "Aid", "böse", "a.b", "no", "1"])
_PATTERNS = st.sampled_from(
    ["border*", "armed forces", "no", "911", "null", "\"quoted\"", "it's", "a: b", "é*",
     "# not", "a, b", "- x", "*", "?box", "<of>", "& so", "true", "{x}", "'", "+plus"]
)  # fmt: skip
_TEXTS = st.sampled_from(["", "why: because", "line\nbreak", " “quoted” ", "# no", "0"])
_ROWS = st.builds(
    Entry,
    category=_NAMES,
    pattern=_PATTERNS,
    exclude=st.lists(_PATTERNS, max_size=2).map(tuple),
    near=st.lists(_PATTERNS, min_size=1, max_size=2).map(tuple),
    within=st.one_of(st.none(), st.integers(1, 9)),
    weight=st.sampled_from([1.0, -2.5, 0.1, 1e-9]),
    case=st.booleans(),
    note=_TEXTS.map(str.strip),
    example=_TEXTS.map(str.strip),
)
_LEXICONS = st.builds(
    lambda rows, title: Lexicon(
        rows, name="mine", version="1.0", title=title, language="en", licence="MIT",
        citation="C: d", description=title, references=("a: b", "c"),
        descriptions=((rows[0].category, "what it is"),),
    ),
    rows=st.lists(_ROWS, min_size=1, max_size=6, unique_by=lambda r: r.identity),
    title=_TEXTS.map(str.strip),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(lexicon=_LEXICONS)
def test_native_form_is_lossless(lexicon, tmp_path_factory):
    """Whatever a lexicon holds comes back equal, and the report is empty."""
    path = tmp_path_factory.mktemp("native") / "mine.yml"
    assert len(lexicon.save(path)) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        assert read_lexicon(path) == lexicon


@settings(max_examples=100, deadline=None)
@given(lexicon=_LEXICONS)
def test_csv_keeps_every_entry(lexicon, tmp_path_factory):
    """CSV holds all fields of entries."""
    path = tmp_path_factory.mktemp("csv") / "mine.csv"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        lost = lexicon.save(path)
        back = read_lexicon(path)
    assert not {"entry", "not", "near", "weight", "case"} & set(lost["lost"])
    assert {row.identity for row in back.rows} == {row.identity for row in lexicon.rows}


@settings(max_examples=150, deadline=None)
@given(lexicon=_LEXICONS, suffix=st.sampled_from([*_PLAIN, "quanteda"]))
def test_what_does_not_come_back_is_reported(lexicon, suffix, tmp_path_factory):
    """Every entry comes back or is counted as lost."""
    native = suffix == "quanteda"
    path = tmp_path_factory.mktemp("any") / ("mine.yml" if native else f"mine.{suffix}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        lost = lexicon.save(path, format=suffix).set_index("lost")["n"]
        try:
            back = read_lexicon(path, format=suffix)
        except ValueError:
            back = None
    kept = {(r.category, r.pattern.lower()) for r in back.rows} if back else set()
    gone = [r for r in lexicon.rows if (r.category, r.pattern.lower()) not in kept]
    assert len(gone) == lost.get("entry", 0)
    if any(row.note for row in lexicon.rows) and suffix != "csv":
        assert "note" in lost.index or gone


@pytest.mark.parametrize("suffix", [*_PLAIN, "yml", "yaml"])
def test_plain_lexicons_round_trip_everywhere(suffix, tmp_path):
    """Nested categories, phrases and wildcards survive every format."""
    lexicon = Lexicon.from_dict(
        {
            "frames": {
                "security": ["border*", "armed forces"],
                "humanitarian": ["aid"],
            },
            "tone": ["aid", "welcome", "émigré*"],
        },
        name="mine",
    )
    path = tmp_path / f"mine.{suffix}"
    assert len(lexicon.save(path)) == 0
    assert _content(read_lexicon(path)) == _content(lexicon)


@pytest.mark.parametrize("suffix", [*_PLAIN, "quanteda", "native"])
def test_category_with_words_and_sub_categories(suffix, tmp_path):
    """Words beside sub-categories are not lost."""
    lexicon = Lexicon.from_dict({"s": ["police", {"border": ["wall"]}]}, name="mine")
    path = tmp_path / "mine.txt"
    assert len(lexicon.save(path, format=suffix)) == 0
    assert _content(read_lexicon(path, format=suffix)) == _content(lexicon)


def test_loss_report_names_kinds_and_numbers(tmp_path):
    """What a format cannot hold is listed, with a warning."""
    lexicon = Lexicon.from_dict(
        {"k": [{"pattern": "Gang*", "not": ["gang of eight"], "weight": 2}]},
        version="1",
    )
    with pytest.warns(FramingWarning, match=r"mine\.dic does not hold everything"):
        lost = lexicon.save(tmp_path / "mine.dic")
    assert set(lost["lost"]) == {"capitals", "not", "weight", "version"}
    assert lost["n"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("name", list_lexicons()["name"])
def test_shipped_lexicons_survive_the_native_form(name, tmp_path):
    """A shipped lexicon can be saved, changed and read again."""
    lexicon = load_lexicon(name)
    assert len(lexicon.save(tmp_path / "copy.yml")) == 0
    assert read_lexicon(tmp_path / "copy.yml") == lexicon


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("%\n1\ta\n%\nx\t1\ny\t7\n", "undefined code 7", 5),
        ("%\n1\ta\n%\nx\t1\ny\n", "'y' has no code", 5),
        ("%\n1\ta\n%\nx\t1\ny\t<of>131/125\t1\n", "conditional code of 'y'", 5),
        ("%\n1\ta\n%\nx\t1\ny\t(02 134)125/464 1\n", "conditional code of 'y'", 5),
        ("%\n1\ta\n%\nx\t1\ny\tone\n", "'one' of 'y' is not a code", 5),
        ("%\n1\ta\n2\tb\n%\nx\t1\n", "category 'b' is empty", 3),
        ("%\n1\ta\n1\tb\n%\nx\t1\n", "code 1 already means 'a'", 3),
        ("%\n1\ta\nnonsense\n%\nx\t1\n", "not a code and a name", 3),
        ("%\n1\ta\nx\t1\n", "not closed", 1),
        ("%\n1\ta\n%\nx\t1\nx\t1\n", "duplicate", 5),
    ],
)
def test_dirty_liwc_files_are_read_as_far_as_possible(content, reason, line, tmp_path):
    """The good lines are read; line and reason of the bad ones are listed."""
    lexicon = _read_dirty(_write(tmp_path, "dirty.dic", content))
    assert ("a", "x", 1.0) in _content(lexicon)
    problems = lexicon.problems
    assert reason in problems["reason"].tolist()[0]
    assert problems["line"].tolist()[0] == line


def test_liwc_conditional_words_keep_their_plain_codes(tmp_path):
    """Only the condition is left out."""
    content = "%\n1\ta\n2\tb\n%\nlike\t<of>131/2\t1\nlove 2\n"
    lexicon = _read_dirty(_write(tmp_path, "x.dic", content))
    assert _content(lexicon) == {("a", "like", 1.0), ("b", "love", 1.0)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_liwc_spaces_tabs_and_line_ends(end, tmp_path):
    """Double tabs, spaces, padded codes and any line end are read."""
    lines = ["%", "01\tsecurity", "002\taid (help and care)", "%", "", "border*    1",
             "relief  \t 2", "camp\t\t1\t2", "a lot\t1", "first aid 2", ""]  # fmt: skip
    lexicon = read_lexicon(_write(tmp_path, "x.dic", end.join(lines)))
    assert {(c, p) for c, p, _ in _content(lexicon)} == {
        ("security", "border*"), ("aid", "relief"), ("security", "camp"),
        ("aid", "camp"), ("security", "a lot"), ("aid", "first aid"),
    }  # fmt: skip
    assert dict(lexicon.descriptions) == {"aid": "help and care"}


def test_liwc_without_legend_is_refused(tmp_path):
    """Without categories nothing can be read."""
    with pytest.raises(ValueError, match=r"x\.dic: No legend"):
        read_lexicon(_write(tmp_path, "x.dic", "border*\t1\n"))


def test_dicx_reads_marks_and_weights(tmp_path):
    """X of either case, numbers as weights, and dirt reported."""
    content = "DicTerm,a,b,,c\nx,X,\ny,x,0.5\nz,?,\n,X,\nw,,,X\n\nv,0,X\n"
    lexicon = _read_dirty(_write(tmp_path, "x.dicx", content))
    assert _content(lexicon) == {
        ("a", "x", 1.0), ("a", "y", 1.0), ("b", "y", 0.5), ("b", "v", 1.0),
    }  # fmt: skip
    assert len(lexicon.problems) == 4


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE d [<!ENTITY x "boom">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://example.org/x.dtd">',
        "<!DOCTYPE d>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("suffix", ["ykd", "lcd"])
def test_xml_with_entities_is_refused(attack, encoding, suffix, tmp_path):
    """A document type is refused before anything in it can act."""
    body = '<dictionary><cnode name="k"><pnode name="a"/></cnode></dictionary>'
    path = _write(
        tmp_path, f"x.{suffix}", f"<?xml version='1.0'?>{attack}{body}", encoding
    )
    with pytest.raises(ValueError, match="document type or entities"):
        read_lexicon(path)


def test_xml_keeps_words_beside_sub_categories(tmp_path):
    """A node may hold both; unknown elements and loose patterns are reported."""
    content = (
        '<dictionary><pnode name="loose"/><cnode name="s" desc="about s">'
        '<pnode name="police"/><cnode name="border"><pnode name="wall"/></cnode>'
        '<cnode name="none"/><note/></cnode></dictionary>'
    )
    lexicon = _read_dirty(_write(tmp_path, "x.ykd", content))
    assert lexicon.categories == ("s", "s.border")
    assert dict(lexicon.descriptions) == {"s": "about s"}
    assert len(lexicon.problems) == 3


def test_broken_xml_is_refused(tmp_path):
    """A file that is no XML says so."""
    with pytest.raises(ValueError, match="Not readable as XML"):
        read_lexicon(_write(tmp_path, "x.lcd", "<dictionary><cnode>"))


def test_lexicoder_3_names_come_without_plus(tmp_path):
    """The plus marks a category and is no part of its name."""
    lexicon = _read_dirty(_write(tmp_path, "x.lc3", "loose\n+NEG\nabandon*\n+EMPTY\n"))
    assert _content(lexicon) == {("NEG", "abandon*", 1.0)}
    assert len(lexicon.problems) == 2


def test_wordstat_underscores_weights_and_rules(tmp_path):
    """Underscores divide words, the number is the weight, rules are reported."""
    content = "S\n\tARMED_FORCES (2)\n\t@RULE [A NEAR B] (1)\nLOOSE (1)\nNONE\n"
    lexicon = _read_dirty(_write(tmp_path, "x.cat", content))
    assert _content(lexicon) == {("S", "armed forces", 2.0)}
    assert len(lexicon.problems) == 3


def test_yaml_words_stay_words(tmp_path):
    """no, 911 and dates are words in a list of words."""
    content = "k: [no, 911, 2001-09-11, yes, null, ~, 1.0, {m: null}]\n"
    lexicon = read_lexicon(_write(tmp_path, "x.yml", content))
    assert [row.pattern for row in lexicon.rows] == [
        "no", "911", "2001-09-11", "yes", "null", "1.0", "null",
    ]  # fmt: skip


def test_yaml_is_never_turned_into_objects(tmp_path):
    """A tag that would run code is only a list to us."""
    content = "k: !!python/object/apply:os.system [echo]\n"
    lexicon = read_lexicon(_write(tmp_path, "x.yml", content))
    assert _content(lexicon) == {("k", "echo", 1.0)}


def test_yaml_bombs_are_refused(tmp_path):
    """Aliases that multiply are refused before they are walked."""
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{n}: &{n} [" + ",".join([f"*{m}"] * 9) + "]" for m, n in
              zip("abcdefg", "bcdefgh", strict=True)]  # fmt: skip
    with pytest.raises(ValueError, match="aliases"):
        read_lexicon(_write(tmp_path, "x.yml", "\n".join(lines)))
    with pytest.raises(ValueError, match="aliases"):
        read_lexicon(_write(tmp_path, "y.yml", "k: &k [a, *k]\n"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("k: [a]\nk: [b]\n", "'k' occurs twice: merged"),
        ("k: [a]\nm:\n", "'m' is empty"),
        ("k: [a, [b]]\n", "a list inside a list"),
        ("k: [a]\n'': [b]\n", "without a name"),
    ],
)
def test_dirty_quanteda_yaml(content, reason, tmp_path):
    """Nothing disappears silently from plain YAML."""
    lexicon = _read_dirty(_write(tmp_path, "x.yml", content))
    assert ("k", "a", 1.0) in _content(lexicon)
    assert reason in lexicon.problems["reason"].tolist()[0]


@pytest.mark.parametrize(
    ("extra", "reason", "line"),
    [
        ("colour: red\n", "unknown key 'colour'", 5),
        ("  m: {}\n", "'m' is empty", 5),
        ("  m: {entries: [{pattern: b, nott: c}]}\n", "Unknown key 'nott'", 5),
        ("  m: {entries: [{pattern: b, weight: x}]}\n", "must be a number", 5),
        ("  m: {words: [b]}\n", "unknown key 'words'", 5),
        ("  m: text\n", "holds a text", 5),
        ("  k: {entries: [b]}\n", "occurs twice", 5),
        ("  '': {entries: [b]}\n", "without a name", 5),
        ("  m: {categories: [b]}\n", "maps names", 5),
    ],
)
def test_dirty_native_files(extra, reason, line, tmp_path):
    """What cannot be read is listed with its line; the rest is read."""
    content = f"name: mine\ncategories:\n  k:\n    entries: [a]\n{extra}"
    lexicon = _read_dirty(_write(tmp_path, "x.yml", content))
    assert ("k", "a", 1.0) in _content(lexicon)
    found = lexicon.problems.iloc[-1 if "empty" in reason else 0]
    assert reason in found["reason"]
    assert found["line"] == line


def test_native_accepts_bare_lists_and_american_spelling(tmp_path):
    """A category may be a list of entries; license is licence."""
    content = "license: MIT\ncategories:\n  k: {entries: [a]}\n  m: [b, {pattern: c}]\n"
    lexicon = read_lexicon(_write(tmp_path, "mine.yml", content))
    assert lexicon.licence == "MIT"
    assert lexicon.name == "mine"
    assert len(lexicon) == 3


def test_a_category_may_be_called_categories(tmp_path):
    """Plain YAML with such a name is still plain YAML."""
    lexicon = read_lexicon(_write(tmp_path, "x.yml", "categories: {a: [x], b: [y]}\n"))
    assert lexicon.categories == ("categories.a", "categories.b")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "The file is empty"),
        ("k: [a\n", "Not readable as YAML. line"),
        ("- a\n", "must list patterns under the names of categories"),
        ("k: []\n", "holds no entry that can be read"),
    ],
)
def test_unreadable_yaml_is_refused(content, message, tmp_path):
    """A file without a single entry is an error that says why."""
    with pytest.raises(ValueError, match=message):
        read_lexicon(_write(tmp_path, "x.yml", content))


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_csv_of_other_origin(divider, tmp_path):
    """Other dividers and usual names of columns are understood."""
    rows = [
        ["Frame", "Term", "Score"],
        ["k", "Border*", "2"],
        ["", "x", ""],
        ["k", "", ""],
    ]
    content = "\n".join(divider.join(row) for row in rows)
    lexicon = _read_dirty(_write(tmp_path, "x.csv", "\ufeff" + content))
    assert _content(lexicon) == {("k", "Border*", 2.0)}
    assert lexicon.problems["line"].tolist() == [3, 4]


def test_csv_without_the_columns_is_refused(tmp_path):
    """The error lists the columns that are there."""
    with pytest.raises(
        ValueError, match=r"No column 'category'\. The file has: a, word"
    ):
        read_lexicon(_write(tmp_path, "x.csv", "a,word\nx,y\n"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_recognised(encoding, tmp_path):
    """Byte-order marks and Windows-1252 are read; a guess is reported."""
    path = _write(tmp_path, "x.dic", "%\n1\tböse\n%\némigré*\t1\n", encoding)
    lexicon = _read_dirty(path) if encoding == "cp1252" else read_lexicon(path)
    assert _content(lexicon) == {("böse", "émigré*", 1.0)}


def test_named_encoding_is_used(tmp_path):
    """An encoding that is given is not guessed, and a wrong name is an error."""
    path = _write(tmp_path, "x.lc3", "+K\nmłody\n", "cp1250")
    assert _content(read_lexicon(path, encoding="cp1250")) == {("K", "młody", 1.0)}
    with pytest.raises(ValueError, match="`encoding`"):
        read_lexicon(path, encoding="klingon")


def test_unknown_formats_are_named(tmp_path):
    """An unknown suffix or format lists the formats."""
    path = _write(tmp_path, "x.words", "a")
    with pytest.raises(ValueError, match=r"tells no format.*native, quanteda, dic"):
        read_lexicon(path)
    with pytest.raises(ValueError, match="`format` must be one of native"):
        read_lexicon(path, format="liwc")


def test_missing_file_is_an_ordinary_error(tmp_path):
    """Nothing hides that a file is not there."""
    with pytest.raises(FileNotFoundError):
        read_lexicon(tmp_path / "none.yml")


def test_lower_can_be_chosen(tmp_path):
    """Foreign files are lower-cased unless told otherwise; native ones are not."""
    path = _write(tmp_path, "x.yml", "k: [US]\n")
    assert read_lexicon(path).rows[0].pattern == "us"
    assert read_lexicon(path, lower=False).rows[0].pattern == "US"
    native = _write(tmp_path, "y.yml", "categories: {k: {entries: [US]}}\n")
    assert read_lexicon(native).rows[0].pattern == "US"
    assert read_lexicon(native, lower=True).rows[0].pattern == "us"


def test_entries_that_never_match_are_reported_on_reading(tmp_path):
    """They stay in the lexicon, with line and reason in the report."""
    lexicon = _read_dirty(_write(tmp_path, "x.yml", "k:\n- border\n- border,wall\n"))
    assert len(lexicon) == 2
    assert lexicon.problems["line"].tolist() == [3]
    assert "can never match" in lexicon.problems["reason"].tolist()[0]
    assert lexicon.check()["problem"].tolist() == ["can never match"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.ykd", '<d><cnode name="k"><pnode name="a"/><pnode name=""/></cnode></d>'),
        ("x.dic", "%\n\n1\tk\n%\na\t1\n\t9\n"),
        ("x.yml", "categories: {k: {entries: [a, {pattern: ''}, {note: x}]}}"),
    ],
)
def test_empty_patterns_are_reported(name, content, tmp_path):
    """A pattern without a letter is left out and listed."""
    lexicon = _read_dirty(_write(tmp_path, name, content))
    assert _content(lexicon) == {("k", "a", 1.0)}


def test_native_fields_may_be_lists_or_texts(tmp_path):
    """Conditions take one phrase or several; null is a word where words stand."""
    content = (
        "categories:\n  k:\n    entries:\n"
        "      - {pattern: null, not: [a, null], near: b, within: 3, note: null}\n"
        "      - pattern: [c]\n"
    )
    lexicon = _read_dirty(_write(tmp_path, "x.yml", content))
    (row,) = (r for r in lexicon.rows if r.pattern == "null")
    assert (row.exclude, row.near, row.within, row.note) == (
        ("a", "null"),
        ("b",),
        3,
        "",
    )
    assert "one text" in lexicon.problems["reason"].tolist()[0]


def test_dicx_may_come_as_csv(tmp_path):
    """A table of marks is told by its first column."""
    path = _write(tmp_path, "x.csv", "DicTerm,k\na,X\n")
    assert _content(read_lexicon(path)) == {("k", "a", 1.0)}


def test_csv_that_breaks_the_reader_is_refused(tmp_path):
    """A cell beyond all measure is an error with its line."""
    content = "category,pattern\nk," + "a" * 200_000 + "\n"
    with pytest.raises(ValueError, match="Not readable as CSV, line 2"):
        read_lexicon(_write(tmp_path, "x.csv", content))


def test_xml_may_declare_its_encoding(tmp_path):
    """A declared encoding is used where the bytes are not UTF-8, and reported."""
    content = (
        '<?xml version="1.0" encoding="iso-8859-2"?>'
        '<d><cnode name="k"><pnode name="młody"/></cnode></d>'
    )
    lexicon = _read_dirty(_write(tmp_path, "x.ykd", content, "iso-8859-2"))
    assert _content(lexicon) == {("k", "młody", 1.0)}
