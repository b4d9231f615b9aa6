"""The user's list of actors always wins; faulty lists are refused with the line."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import (
    actor_table,
    find_actors,
    read_gazetteer,
    review,
    save_gazetteer,
    suggest_merges,
)


def corpus_of(*texts):
    index = [f"d{number}" for number in range(len(texts))]
    return fr.Corpus(pd.DataFrame({"text": list(texts)}, index=index))


def listed(text, gazetteer, **options):
    spans = find_actors(corpus_of(text), gazetteer, **options).spans
    return list(zip(spans["text"], spans["label"], strict=True))


MATCHES = [
    ("The INM and the National Aid Institute met.",
     {"National Aid Institute": ["INM"]},
     [("INM", "National Aid Institute"),
      ("National Aid Institute", "National Aid Institute")]),
    ("He met wuk tam.", {"Wuk": ["wuk tam", "wuk"]}, [("wuk tam", "Wuk")]),
    ("The New Wuk Times.", {"Wuk": [], "New Wuk Times": []},
     [("New Wuk Times", "New Wuk Times")]),
    ("Wuk's plan and Wuk’s aim.", {"Wuk": []}, [("Wuk", "Wuk"), ("Wuk", "Wuk")]),
    ("He hopes. Hope met hope.", {"Hope": []}, [("Hope", "Hope")]),
    ("Migrants met migrants.", {"Migrants": ["migrants"]},
     [("Migrants", "Migrants"), ("migrants", "Migrants")]),
    ("Ivo Kern met Ana Kern.", {"Ana Kern": ["Kern"]}, [("Ana Kern", "Ana Kern")]),
    ("The Kern Foundation met Kern.", {"Ana Kern": ["Kern"]}, [("Kern", "Ana Kern")]),
    ("Farah Quist came. Quist left.", {"Farah Quist": []},
     [("Farah Quist", "Farah Quist"), ("Quist", "Farah Quist")]),
    ("Pena came.", {"Peña": []}, [("Pena", "Peña")]),
    ("QUIST WINS THE BIG VOTE\n\nIt rained.", {"Quist": []}, [("QUIST", "Quist")]),
    ("They saw U.S. Steel.", {"U.S. Steel": []}, [("U.S. Steel", "U.S. Steel")]),
    ("Honduras acted.", {"Honduras": []}, [("Honduras", "Honduras")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gazetteer", "expected"), MATCHES)
def test_aliases_match(text, gazetteer, expected):
    """The longest alias wins, in its own case, possessives and headlines included."""
    assert listed(text, gazetteer) == expected


def test_others_are_left_out_unless_asked_for():
    """A gazetteer narrows the search to its actors; `others` widens it again."""
    text = "Farah Quist met Tad Moss."
    assert len(listed(text, {"Farah Quist": []})) == 1
    assert len(listed(text, {"Farah Quist": []}, others=True)) == 2


def test_unmentioned_actors_keep_their_label():
    """Every listed actor is a label, so that zeros are counted."""
    with pytest.warns(fr.FramingWarning, match="No article names"):
        found = find_actors(corpus_of("It rains."), {"Farah Quist": []})
    assert found.labels == ("Farah Quist",)
    assert found.per_document()["n_hits"].tolist() == [0]


def test_exclusions_and_roles():
    """Excluded phrases are skipped and roles are found."""
    table = pd.DataFrame(
        {
            "name": ["Ana Kern"],
            "aliases": ["Kern"],
            "roles": ["the mayor"],
            "exclusions": ["Kern doctrine"],
        }
    )
    found = listed("Kern came. The Kern doctrine fell. The mayor left.", table)
    assert [text for text, _ in found] == ["Kern", "The mayor"]


def test_pronouns_of_an_actor():
    """A listed pronoun tells the gender that a name does not."""
    table = pd.DataFrame({"name": ["Wuk Tam"], "type": ["person"], "pronouns": ["she"]})
    text = "Wuk Tam came. She left. He stayed."
    spans = find_actors(corpus_of(text), table, pronouns=True).spans
    assert spans["text"].tolist() == ["Wuk Tam", "She"]


FILES = {
    "a.csv": "id,name,type,aliases\nq,Farah Quist,person,Quist; F. Quist\n",
    "a.yml": (
        "- id: q\n  name: Farah Quist\n  type: person\n  aliases: [Quist, F. Quist]\n"
    ),
    "b.yml": "Farah Quist: {id: q, type: person, aliases: [Quist, F. Quist]}\n",
}


@pytest.mark.parametrize("name", list(FILES))
def test_files_say_the_same(tmp_path, name):
    """CSV and both forms of YAML give the same list."""
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    [entry] = read_gazetteer(path).entries
    assert (entry.id, entry.name, entry.type) == ("q", "Farah Quist", "person")
    assert entry.aliases == ("Quist", "F. Quist")


BAD = [
    ("name,aliases\nAna,A\nBea,A\n",
     "line 3: 'A' names 'bea' here and 'ana' in line 2"),
    ("id,name\nx,Ana\nx,Bea\n", "line 3: the id 'x' was used before, in line 2"),
    ("name,type\nAna,animal\n", "line 2: no type 'animal'"),
    ("name,colour\nAna,red\n", "line 2: no column 'colour'"),
    ("id,name\nx,\n", "line 2: the actor has no name"),
    ("id,name,merge_into\na,Ana,\nb,Bea,zz\n", "line 3: `merge_into` names no actor"),
    ("id,name,merge_into\na,Ana,b\nb,Bea,a\n", "goes in a circle: a -> b -> a"),
    ("id,name,merge_into\na,Ana,a\n", "line 2: `merge_into` goes in a circle: a -> a"),
    ("name,type\nAna,persn\n", "Did you mean 'person'"),
    ("name,alias\nAna,A\n", "Did you mean 'aliases'"),
    ("id,name,merge_into\nann,Ana,\nb,Bea,anm\n", "Did you mean 'ann'"),
    ("name,pronouns\nAna,ze\n", "line 2: no pronoun 'ze'"),
    ("name\nAna,too,many\n", "line 2: more cells than"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_faulty_list_is_refused_with_the_line(tmp_path, text, message):
    """The error names the line and what was wrong there."""
    path = tmp_path / "actors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_gazetteer(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ana: [A]\nBea: [A]\n", "line 2: 'A' names 'bea' here and 'ana' in line 1"),
        ("- name: Ana\n- [x]\n", "line 2: expected keys"),
        ("just words", "must hold a list"),
        ("a: [", "no valid YAML"),
        ("Ana: 3\n", "line 1: expected a list of other names"),
        ("Ana: [A]\nBea: [B]\nAna: [C]\n", "line 3: 'Ana' stands in line 1 already"),
    ],
)
def test_faulty_yaml_is_refused_with_the_line(tmp_path, text, message):
    """YAML errors name the line as well."""
    path = tmp_path / "actors.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_gazetteer(path)


def test_a_list_in_another_encoding_is_refused(tmp_path):
    """The message says how to save the file."""
    path = tmp_path / "actors.csv"
    path.write_bytes("name,aliases\nJosé,Pepe\n".encode("latin-1"))
    with pytest.raises(ValueError, match=r"'actors\.csv' is not UTF-8 .* Save it as"):
        read_gazetteer(path)


def test_a_table_may_have_numbers_and_holes():
    """Every way of pandas to write nothing is nothing; a number is a name."""
    table = pd.DataFrame({"name": ["Ana", "Bea"], "aliases": [pd.NaT, 7], "id": pd.NA})
    entries = read_gazetteer(table).entries
    assert [entry.aliases for entry in entries] == [(), ("7",)]
    assert [entry.id for entry in entries] == ["ana", "bea"]


def test_other_sources_are_refused(tmp_path):
    """A missing file, another kind of file and another type are told apart."""
    with pytest.raises(FileNotFoundError, match="no file"):
        read_gazetteer(tmp_path / "none.csv")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match=r"must be a \.csv or \.yml"):
        read_gazetteer(tmp_path / "a.txt")
    with pytest.raises(TypeError, match="must be a mapping"):
        read_gazetteer(3)


def test_merge_into_carries_names_over():
    """A merged row gives its names to the actor it is merged into."""
    table = pd.DataFrame(
        {
            "id": ["inm", "nmi"],
            "name": ["INM", "National Migration Institute"],
            "merge_into": ["nmi", None],
        }
    )
    [entry] = read_gazetteer(table).entries
    assert (entry.id, entry.aliases) == ("nmi", ("INM",))


STORY = (
    "Mike Pine of the River Aid Network (RAN) met RAN. Pine left.",
    "The INM spoke. Mr. Pine stayed. Mike Pine wept.",
    "The National Migration Institute came. Pine, 54, ran.",
)


def test_review_round_trip(tmp_path):
    """A review table used as gazetteer finds the same mentions of the same actors."""
    corpus = corpus_of(*STORY)
    found = find_actors(corpus, groups=False)
    columns = ["doc_id", "start", "end", "label"]
    for name in ("review.csv", "review.yml"):
        path = save_gazetteer(review(found), tmp_path / name)
        again = find_actors(corpus, path)
        pd.testing.assert_frame_equal(again.spans[columns], found.spans[columns])


def test_doubtful_merges_are_only_suggested():
    """Same letters in another order, a bare surname: asked, not done."""
    suggested = suggest_merges(find_actors(corpus_of(*STORY)))
    pairs = set(zip(suggested["name"], suggested["into_name"], strict=True))
    assert pairs == {
        ("INM", "National Migration Institute"),
        ("Pine", "Mike Pine"),
    }


def test_an_accepted_suggestion_merges():
    """Copying the suggested id to merge_into makes one actor of two."""
    corpus = corpus_of(*STORY)
    table = review(find_actors(corpus)).set_index("id")
    table.loc["inm", "merge_into"] = "national-migration-institute"
    table.loc["mike-pine", "name"] = "M. Pine"
    found = find_actors(corpus, table.reset_index())
    counts = found.spans["label"].value_counts()
    assert counts["National Migration Institute"] == 2
    assert counts["M. Pine"] == 4


def test_actor_table_counts():
    """The table of actors counts mentions, articles and forms."""
    table = actor_table(find_actors(corpus_of(*STORY)))
    row = table.loc["mike-pine"]
    assert (row["n_mentions"], row["n_articles"], row["type"]) == (4, 2, "person")
    assert row["aliases"] == "Mike Pine (2); Pine (2)"
    assert "surname of Mike Pine (2)" in row["evidence"]


def test_tables_need_actors():
    """Annotations of another kind are refused."""
    frames = fr.find_frames(fr.load_example("caravan"))
    with pytest.raises(ValueError, match="find_actors"):
        actor_table(frames)


def test_save_refuses_other_files(tmp_path):
    """Only .csv and .yml can be read back."""
    with pytest.raises(ValueError, match="must end in"):
        save_gazetteer(read_gazetteer({"Ana": []}), tmp_path / "a.xlsx")


def test_number_nought_is_an_id():
    """A table that counts its actors from 0 keeps all their ids."""
    table = pd.DataFrame({"id": [0, 1], "name": ["Ann Lee", "Bo Ray"]})
    spans = find_actors(corpus_of("Ann Lee met Bo Ray."), table).spans
    assert list(spans["actor"]) == ["0", "1"]
