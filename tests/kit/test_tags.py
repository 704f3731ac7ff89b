from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from apps.core.templatetags import fields, kit
from apps.people.models import Company, Member

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mina Sato", "MS"), ("Anna Maria von Berg", "AB"), ("Cher", "C"), ("", ""), ("élodie petit", "ÉP")],
)
def test_initials(name, letters):
    assert kit.initials(name) == letters


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-20, "just now"),
        (20, "in a moment"),
        (-60, "1 minute ago"),
        (-59 * 60, "59 minutes ago"),
        (3 * 3600, "in 3 hours"),
        (-26 * 3600, "1 day ago"),
        (5 * 86_400, "in 5 days"),
    ],
)
def test_distance(seconds, words):
    assert kit.distance(seconds) == words


def test_when_says_the_exact_time_in_the_readers_zone():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        said = rendered("{% when moment %}", moment=NOON - timedelta(hours=2), now=NOON)
    assert said == (
        '<time datetime="2026-05-12T10:00:00+00:00" title="Tue 12 May 2026, 12:00 CEST">2 hours ago'
        '<span class="visually-hidden"> (Tue 12 May 2026, 12:00 CEST)</span></time>'
    )


def test_when_adds_the_companys_time_where_it_differs():
    company = Company(time_zone="America/New_York")
    with timezone.override(ZoneInfo("Europe/Berlin")):
        said = rendered("{% when moment %}", moment=NOON, now=NOON, company=company)
        same = rendered("{% when moment %}", moment=NOON, now=NOON, company=Company(time_zone="Europe/Paris"))
    assert 'title="Tue 12 May 2026, 14:00 CEST (Tue 08:00 EDT)"' in said
    assert 'title="Tue 12 May 2026, 14:00 CEST"' in same


def test_when_far_away_is_a_date():
    assert ">1 Mar 2026<" in rendered("{% when moment %}", moment=datetime(2026, 3, 1, tzinfo=UTC), now=NOON)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOON - timedelta(hours=2), "12:00"),
        (NOON - timedelta(days=1), "yesterday"),
        (NOON - timedelta(days=4), "last Friday"),
        (NOON + timedelta(days=3), "Friday"),
        (NOON - timedelta(days=40), "2 Apr"),
    ],
)
def test_near_reads_after_since_and_until(moment, words):
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert f">{words}<" in rendered("{% near moment %}", moment=moment, now=NOON)


def test_when_of_nothing_is_empty():
    assert rendered("{% when moment %}", moment=None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 5, 12), "today"),
        (date(2026, 5, 13), "tomorrow"),
        (date(2026, 5, 11), "yesterday"),
        (date(2026, 5, 15), "Friday"),
        (date(2026, 5, 8), "last Friday"),
        (date(2026, 5, 19), "19 May"),
        (date(2027, 1, 4), "4 Jan 2027"),
    ],
)
def test_day_is_said_by_its_distance(value, words):
    said = rendered("{% day value %}", value=value, today=date(2026, 5, 12))
    assert said.partition("<span")[0].endswith(f">{words}")


def test_day_that_was_missed_is_marked():
    said = rendered("{% day value late=True %}", value=date(2026, 5, 11), today=date(2026, 5, 12))
    assert said.startswith('<time datetime="2026-05-11" title="Monday 11 May 2026" class="late">yesterday')


def test_pill_escapes_its_word():
    assert rendered("{% pill word 'good' %}", word="<b>") == '<span class="pill pill-good">&lt;b&gt;</span>'
    assert rendered("{% pill 'Draft' %}") == '<span class="pill">Draft</span>'


def test_pill_refuses_a_colour_without_meaning():
    with pytest.raises(TemplateSyntaxError):
        rendered("{% pill 'Draft' 'purple' %}")


def test_side_carries_its_word():
    assert rendered("{% side 'sales' %}") == '<span class="side side-sales">Sales</span>'


def test_person_leads_to_the_directory():
    mina = Member(name="Mina <Sato>", side="marketing")
    said = rendered("{% person mina %}", mina=mina)
    assert said.startswith('<a class="person" href="/')
    assert '<span class="face face-marketing" aria-hidden="true" translate="no">M&lt;</span>' in said
    assert '<span class="person-name">Mina &lt;Sato&gt;</span></a>' in said


def test_person_who_left_is_marked():
    assert rendered("{% person dan %}", dan=Member(name="Dan Ruiz", is_active=False)).startswith(
        '<a class="person person-left"'
    )


def test_person_nobody_and_the_system_lead_nowhere():
    assert rendered("{% person nobody %}", nobody=None) == '<span class="muted">nobody yet</span>'
    accord = Member(name="Accord", is_system=True)
    said = rendered("{% person accord %}", accord=accord)
    assert said == '<span class="person"><span class="person-name">Accord</span></span>'


def test_undo_token_is_read_from_a_messages_tags():
    assert kit.undo_token("safe undo:abc:def:1") == "abc:def:1"
    assert kit.undo_token("safe") == ""
    assert kit.undo_token(None) == ""


class Wish(forms.Form):
    title = forms.CharField(help_text="One line.")
    side = forms.ChoiceField(choices=[("s", "Sales")], widget=forms.RadioSelect)
    told = forms.BooleanField(required=False)
    file = forms.FileField(required=False)


def test_shape_of_fields():
    assert {field.name: fields.shape(field) for field in Wish()} == {
        "title": "line",
        "side": "choices",
        "told": "check",
        "file": "file",
    }


def test_field_with_an_error_is_tied_to_help_and_error():
    said = rendered('{% include "kit/_field.html" %}', field=Wish({"title": ""})["title"])
    assert 'class="form-control is-invalid"' in said
    assert 'aria-describedby="id_title_helptext id_title_error"' in said
    assert 'aria-invalid="true"' in said
    assert 'id="id_title_helptext"' in said
    assert 'id="id_title_error"' in said


def test_group_of_choices_is_a_fieldset_that_an_error_link_reaches():
    form = Wish({"title": "x"})
    said = rendered('{% include "kit/_errors.html" %}{% include "kit/_field.html" with field=form.side %}', form=form)
    assert 'href="#id_side"' in said
    assert '<fieldset class="field field-choices"' in said
    assert said.count('id="id_side"') == 1


def test_revision_of_a_thousand_is_posted_as_digits():
    form = SimpleNamespace(visible_fields=[], hidden_fields=[], errors={}, is_multipart=False)
    assert 'name="revision" value="1204"' in rendered('{% include "kit/_form.html" %}', form=form, revision=1204)


def test_what_is_kept_is_drawn_once_for_its_values(monkeypatch):
    drawn = []
    monkeypatch.setattr(kit, "static", lambda path: drawn.append(path) or "/icons.svg")
    kit._icon.cache_clear()
    page = Template("{% kept theme=theme %}{{ theme }} {{ user }}{% icon 'sun' %}{% endkept %}")
    said = [page.render(Context({"theme": theme, "user": "Mina"})) for theme in ("light", "dark", "light")]
    assert [text.split("<")[0] for text in said] == ["light ", "dark ", "light "]
    kit._icon.cache_clear()
    assert page.render(Context({"theme": "light"})) == said[0]
    assert drawn == ["img/icons.svg"]


def test_what_is_kept_tells_safe_words_from_the_same_words_typed():
    page = Template("{% kept word=word %}{{ word }}{% endkept %}")
    assert [page.render(Context({"word": word})) for word in (mark_safe("<b>"), "<b>")] == ["<b>", "&lt;b&gt;"]
    assert [kit.pill(word) for word in (mark_safe("<i>"), "<i>")] == [
        '<span class="pill"><i></span>',
        '<span class="pill">&lt;i&gt;</span>',
    ]


def test_what_is_kept_speaks_the_readers_language():
    page = Template("{% kept %}{% get_current_language as language %}{{ language }}{% endkept %}")
    said = []
    for language in ("en", "de", "en"):
        with translation.override(language):
            said.append(page.render(Context()))
    assert said == ["en", "de", "en"]


def test_what_is_kept_takes_values_by_name_alone():
    with pytest.raises(TemplateSyntaxError, match="by name"):
        Template("{% kept user %}{% endkept %}")


def test_a_text_is_shortened_where_it_is_long():
    assert [kit.shortened(text, 5) for text in ("short", "longer")] == ["short", "long…"]


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Sales" %} & {% translate "Sales & <more>" %}',
        '{% translate "Sales" as word %}{{ word }}',
        '{% translate "Sales"|upper %}{% translate word %}',
        '{% translate "May" context "month name" %}{% translate "100 % sure" %}',
    ],
)
def test_words_are_djangos_own_in_each_language(source):
    """Twice each, as they are looked up once."""
    ours, theirs = Template(source), Engine(builtins=["django.templatetags.i18n"]).from_string(source)
    shown = []
    for language in ("en", "de", "en", "de"):
        with translation.override(language):
            shown.append((ours.render(Context({"word": "Sales"})), theirs.render(Context({"word": "Sales"}))))
    assert [one for one, _ in shown] == [other for _, other in shown]
