"""What is typed into Find, as a query and as marks."""

import pytest

from apps.collateral.words import Group, Term, marked, parse, snippet


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("", ()),
        ("  ", ()),
        ("***", ()),
        ("\0", ()),
        ("kupferf", (Group((Term(("kupferf",), True),), ()),)),
        ("price k", (Group((Term(("price",)), Term(("k",))), ()),)),
        ("X-200", (Group((Term(("x", "200"), True),), ()),)),
        ("AURORA-200_v2.pptx", (Group((Term(("aurora", "200", "v2", "pptx"), True),), ()),)),
        ('"big deal" aurora', (Group((Term(("big", "deal")), Term(("aurora",), True)), ()),)),
        ("lyon -old", (Group((Term(("lyon",)),), (Term(("old",)),)),)),
        ("lyon -", (Group((Term(("lyon",)),), ()),)),
        ("lyon or berlin", (Group((Term(("lyon",)),), ()), Group((Term(("berlin",), True),), ()))),
        ("lyon OR", (Group((Term(("lyon",)),), ()),)),
        ("C++", (Group((Term(("c",)),), ()),)),
        ("' OR 1=1; --", (Group((Term(("1", "1")),), ()),)),
    ],
)
def test_parse(said, groups):
    assert parse(said).groups == groups


def test_parse_looks_at_no_more_than_twelve_words():
    assert len(parse(" ".join(f"word{number}" for number in range(40))).terms) == 12


@pytest.mark.parametrize(
    ("text", "said", "shown"),
    [
        ("Price & <b>terms</b>", "terms", "Price &amp; &lt;b&gt;<mark>terms</mark>&lt;/b&gt;"),
        ("Kupferfinger", "kupfer", "<mark>Kupferfinger</mark>"),
        ("Kupferfinger now", '"kupfer"', "Kupferfinger now"),
        ("Zähler, Zaehler, ZAHLER", "zähler", "<mark>Zähler</mark>, <mark>Zaehler</mark>, <mark>ZAHLER</mark>"),
        ("Zähler", "zaehler", "<mark>Zähler</mark>"),
        ("X-200, x 200, X-20, 200", "X-200", "<mark>X-200</mark>, <mark>x 200</mark>, X-20, 200"),
        ("Große Straße", "strasse", "Große <mark>Straße</mark>"),
        ("a big deal, a deal", '"big deal"', "a <mark>big deal</mark>, a deal"),
        ("old and new", "new -old", "old and <mark>new</mark>"),
    ],
)
def test_marked(text, said, shown):
    assert marked(text, parse(said)) == shown


def test_snippet_stands_around_the_first_place():
    text = "before " * 40 + "Kupferfinger" + " after" * 60
    shown = snippet(text, parse("kupferfinger"))
    assert shown.startswith("… before ")
    assert shown.endswith(" after …")
    assert "<mark>Kupferfinger</mark>" in shown
    assert len(shown) < 300


def test_snippet_of_a_text_without_the_words_is_its_beginning():
    assert snippet("Only this.", parse("other")) == "Only this."
