"""What is drawn once for the values that it mentions: the same as if it were drawn each time, and never older."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Model
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from apps.collateral.models import Asset, AssetVersion
from apps.goals.models import Task
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


@pytest.mark.parametrize("value", [Member(name="Sam"), [Member(name="Sam")], {"name": "Sam"}])
def test_what_is_not_plain_is_drawn_each_time(value):
    template = Template("{% once %}{{ value }}{% endonce %}")
    template.render(Context({"value": value}))
    assert len(template.nodelist[0].drawings) == 0


def test_a_moment_reads_as_late_as_it_is_where_its_reader_sits():
    template = Template('{% once %}{{ at|date:"H:i" }} {{ names|join:"+" }}{% endonce %}')
    shown = []
    for zone in ("Europe/Berlin", "America/New_York", "Europe/Berlin"):
        for names in (["Sam"], ["Sam", "Mara"], []):
            with timezone.override(ZoneInfo(zone)):
                shown.append(template.render(Context({"at": datetime(2026, 3, 10, 12, tzinfo=UTC), "names": names})))
    berlin, new_york = ["13:00 Sam", "13:00 Sam+Mara", "13:00 "], ["08:00 Sam", "08:00 Sam+Mara", "08:00 "]
    assert shown == berlin + new_york + berlin
    assert len(template.nodelist[0].drawings) == 6


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
        "{{ row.at|timesince }}",
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


# --- tags and filters that take a whole row


def with_it(row: Model, **more: object) -> Model:
    """A row with what its query adds to it."""
    vars(row).update(more)
    return row


def an_asset() -> Model:
    version = AssetVersion(pk=UUID(int=7), sha256="ab", preview="drawn", file="a.pdf")
    said = [{"list": "region", "id": str(UUID(int=5)), "label": "North"}]
    asset = Asset(title="Deck", state="published", current=version)
    return with_it(asset, said_facets=said, input_from=[{"id": "1", "name": "Sam"}])


# Each with a row on which it looks at all there is.
TAKEN = {
    "person": ("{% person row %}", lambda: Member(pk=UUID(int=3), name="Sam", side="sales")),
    "due": ("{% load goals %}{% due row True %}", lambda: with_it(Task(due_on=date(2026, 3, 9)), times_moved=2)),
    "thumb": ("{% load collateral %}{% thumb row %}", an_asset),
    "facet_line": ("{% load collateral %}{{ row|facet_line }}", an_asset),
    "input_words": ("{% load collateral %}{{ row|input_words }}", an_asset),
}


class Watched:
    """A row that notes which of its attributes are asked for."""

    __slots__ = ("_row", "_seen", "_way")

    def __init__(self, row: Model, seen: set[str], way: str = "") -> None:
        self._row, self._seen, self._way = row, seen, way

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._row, name)
        if isinstance(value, Model):
            return Watched(value, self._seen, f"{self._way}{name}.")
        self._seen.add(f"{self._way}{name}")
        return value

    def __str__(self) -> str:
        return type(self._row).__str__(self)  # type: ignore[arg-type]

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return WatchedMap(self)


class WatchedMap(dict[str, Any]):
    """`vars()` of such a row."""

    def __init__(self, row: Watched) -> None:
        super().__init__()
        self.row = row

    def __getitem__(self, name: str) -> Any:
        return getattr(self.row, name)


def taking_rows() -> dict[str, Callable[..., Any]]:
    engine = engines["django"].engine
    libraries = [*engine.template_builtins, *engine.template_libraries.values()]
    found = {}
    for library in libraries:
        for name, made in {**library.tags, **library.filters}.items():
            inner = getattr(made, "__wrapped__", made)
            if hasattr(inner, "looks_at"):
                found[name] = inner
    return found


def test_each_that_takes_a_row_is_tried_here():
    assert set(taking_rows()) == set(TAKEN)


@pytest.mark.parametrize("name", TAKEN)
def test_a_tag_looks_at_no_more_of_its_row_than_it_says(name):
    source, make = TAKEN[name]
    seen: set[str] = set()
    around = {"today": date(2026, 3, 10)}
    template = Template(source)
    row = make()
    assert template.render(Context({"row": row, **around})).strip()
    template.render(Context({"row": Watched(row, seen), **around}))
    assert seen
    assert seen <= set(taking_rows()[name].looks_at)


def test_a_row_is_drawn_anew_when_what_a_tag_looks_at_has_changed():
    template = Template("{% once %}{% person row.owner %}{% endonce %}")
    owner = Member(pk=UUID(int=3), name="Sam", side="sales")
    shown = [template.render(Context({"row": SimpleNamespace(owner=owner)})) for _ in range(2)]
    owner.name = "Sofie"
    shown.append(template.render(Context({"row": SimpleNamespace(owner=owner)})))
    owner.is_active = False
    shown.append(template.render(Context({"row": SimpleNamespace(owner=owner)})))
    assert ["Sam" in shown[0], "Sofie" in shown[2], "person-left" in shown[2], "person-left" in shown[3]] == [
        True,
        True,
        False,
        True,
    ]
    assert shown[0] == shown[1]
    assert len(template.nodelist[0].drawings) == 3


def test_what_goes_by_the_day_is_kept_only_where_the_page_says_the_day():
    template = Template("{% load goals %}{% once %}{% due row True %}{% endonce %}")
    drawings = next(node for node in template.nodelist if hasattr(node, "drawings")).drawings
    row = with_it(Task(due_on=date(2026, 3, 9)), times_moved=None)
    template.render(Context({"row": row}))
    assert len(drawings) == 0
    shown = [template.render(Context({"row": row, "today": date(2026, 3, day)})) for day in (9, 10)]
    assert ["today" in shown[0], "yesterday" in shown[1], "late" in shown[0], "late" in shown[1]] == [
        True,
        True,
        False,
        True,
    ]
    assert len(drawings) == 2
