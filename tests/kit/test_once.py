"""What is drawn once for the values that it mentions: the same as if it were drawn each time, and never older."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from apps.people.models import Choice, Member

CELLS = (
    '{% if row.note %}<i>{{ row.note|shortened:5 }}</i>{% endif %}{% pill row.word kind %}{{ row.size|default:"–" }}'
)
ROWS = "{% for row in rows %}{% once %}" + CELLS + "{% endonce %}{% endfor %}"


def row(**values: object) -> SimpleNamespace:
    return SimpleNamespace(**{"note": "", "word": "Open", "size": None} | values)


def drawn(template: Template, *rows: object, **more: object) -> str:
    return template.render(Context({"rows": rows, **more}))


def test_it_shows_what_would_be_shown_without_it():
    once, each = Template(ROWS), Template(ROWS.replace("{% once %}", "").replace("{% endonce %}", ""))
    rows = [
        row(),
        row(note="A & B", size=1200),
        row(note=mark_safe("<b>"), size=0),
        row(note="<b>"),
        row(),
        row(size=1),
    ]
    rows += [row(size=True), row(size=1.0), SimpleNamespace(word="No note"), row(note="A long note")]
    for kind in ("", "good", None):
        given = {"kind": kind or ""} | ({} if kind is None else {"more": 1})
        assert drawn(once, *rows, *rows, **given) == drawn(each, *rows, *rows, **given)


def test_it_is_drawn_once_for_its_values_and_anew_for_others():
    template = Template(ROWS)
    drawings = template.nodelist[0].nodelist_loop[0].drawings
    known = []
    changed = row()
    for rows, kind in [((row(), row()), "good"), ((row(),), "good"), ((changed,), "good"), ((row(),), "bad")]:
        changed.word = "Closed"
        drawn(template, *rows, kind=kind)
        known.append(len(drawings))
    assert known == [1, 1, 2, 3]
    assert "Closed" in drawn(template, changed, kind="good")


def test_each_language_has_its_own():
    template = Template('{% once %}{% translate "Sales" %} {{ size }}{% endonce %}')
    for language in ("en", "de", "en"):
        with translation.override(language):
            plain = Template('{% translate "Sales" %} {{ size }}').render(Context({"size": 1200.5}))
            assert template.render(Context({"size": 1200.5})) == plain


@pytest.mark.parametrize("value", [date(2026, 3, 10), ["a"], Member(name="Sam")])
def test_what_is_not_plain_is_drawn_each_time(value):
    template = Template("{% once %}{{ value }}{% endonce %}")
    template.render(Context({"value": value}))
    assert len(template.nodelist[0].drawings) == 0


def test_a_row_that_changed_under_the_same_id_is_shown_as_it_is_now():
    template = Template("{% once %}{{ member }}{% endonce %}")
    member = Member(name="Sam")
    assert template.render(Context({"member": member})) == "Sam"
    member.name = "Sofie"
    assert template.render(Context({"member": member})) == "Sofie"


@pytest.mark.parametrize(
    "cells",
    [
        "{% when row.at %}",
        "{% csrf_token %}",
        '{% include "kit/_logo.html" %}',
        '{% url "people:me" as page %}',
        "{% icon row.icon as drawing %}",
        "{% for one in row.many %}{{ one }}{% endfor %}",
        "{% if row %}{{ row.name }}{% endif %}",
    ],
)
def test_what_goes_by_more_than_it_mentions_is_refused(cells):
    with pytest.raises(TemplateSyntaxError, match="once"):
        Template("{% once %}" + cells + "{% endonce %}")


def test_it_forgets_all_of_too_many():
    template = Template("{% once %}{{ number }}{% endonce %}")
    template.nodelist[0].drawings.at_most = 3
    assert [template.render(Context({"number": n})) for n in (1, 2, 3, 4, 1)] == ["1", "2", "3", "4", "1"]
    assert len(template.nodelist[0].drawings) == 2


def test_a_choice_is_mentioned_by_its_label():
    template = Template('{% once %}{{ row.kind.label|default:_("not said yet") }}{% endonce %}')
    kinds = [Choice(label="Case <study>"), None, Choice(label="Deck")]
    shown = [template.render(Context({"row": SimpleNamespace(kind=kind)})) for kind in kinds]
    assert shown == ["Case &lt;study&gt;", "not said yet", "Deck"]
