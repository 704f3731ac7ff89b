"""What was heard outside, in two lines: who notes, who reads, what it may be about."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.field_notes import NotAPersona, NotForAll
from apps.collateral.commands.ground import TextNeeded, WrongState
from apps.collateral.models import FieldNote
from apps.core import things, undo
from apps.core.errors import Stale
from apps.meetings.queries.suggesting import _heard
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import ChoiceList
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import ask, make_draft, make_published
from tests.factories.people import choice
from tests.walker import Walker


def note(actor, heard="Too dear, they say.", **said):
    return commands.note_heard(actor=actor, heard=heard, now=said.pop("now", NOW), **said)


@pytest.fixture
def buyer(cast: Cast):
    return choice(ChoiceList.PERSONA, label="Municipal buyer")


def test_what_was_heard_stands_there_for_both_sides(cast: Cast, buyer):
    made = note(cast.sam, " Too dear. ", from_whom=" a buyer ", persona=buyer)
    for member in (cast.mara, cast.sofie, cast.eva):
        (row,) = queries.field_notes(viewer=member)
        assert (row, row.heard, row.from_whom, row.persona, row.noted_by) == (
            made, "Too dear.", "a buyer", buyer, cast.sam,
        )  # fmt: skip
    assert [entry.words for entry in history_of(made)] == ["noted it"]


def test_whoever_answers_for_what_it_is_about_hears_of_it(cast: Cast):
    made = note(cast.sam, asset=make_published(cast.mara), request=ask(cast.sofie))
    told = Notice.objects.filter(kind="field-note").values_list("recipient", "about_id")
    assert sorted(told) == sorted([(cast.mara.pk, made.pk), (cast.sofie.pk, made.pk)])


def test_what_a_note_needs(cast: Cast):
    other = choice(ChoiceList.REGION, label="North")
    for wrong, said in (
        (TextNeeded, {"heard": "  "}),
        (NotAPersona, {"persona": other}),
        (NotForAll, {"asset": make_draft(cast.mara)}),
    ):
        with pytest.raises(wrong):
            note(cast.mara, **said)
    assert FieldNote.objects.count() == 0


def test_what_became_a_draft_is_named_to_none_who_doesnt_see_it(cast: Cast):
    asset = make_published(cast.mara, name="Secret price list.txt")
    made = note(cast.sam, asset=asset)
    commands.unpublish_asset(actor=cast.mara, asset=asset, now=NOW)
    places = (f"/field-notes/{made.pk}/", "/field-notes/?format=csv", "/api/v1/field-notes/")
    named = [
        [member.name for member in (cast.mara, cast.sam) if b"Secret" in client_of(member).get(place).getvalue()]
        for place in places
    ]
    assert named == [["Mara Marsh"]] * 3


def test_only_whoever_noted_it_says_it_better(cast: Cast):
    made = note(cast.sam)
    with pytest.raises(PermissionDenied):
        commands.edit_note(actor=cast.mara, note=made, heard="Cheap", now=NOW)
    commands.edit_note(actor=cast.sam, note=made, heard="Too dear for small towns.", revision=1, now=NOW)
    with pytest.raises(Stale):
        commands.edit_note(actor=cast.sam, note=made, heard="Too dear", revision=1, now=NOW)
    assert history_of(made)[0].changes == [("heard", "Too dear, they say.", "Too dear for small towns.")]


def test_removed_nobody_reads_it_until_that_is_undone(cast: Cast):
    made = note(cast.sam)
    with pytest.raises(PermissionDenied):
        commands.remove_note(actor=cast.ada, note=made, now=NOW)
    _note, offer = commands.remove_note(actor=cast.sam, note=made, revision=1, now=NOW)
    seen = [queries.field_notes(viewer=member).count() for member in (cast.sam, cast.mara, cast.ada)]
    assert (seen, FieldNote.objects.count()) == ([0, 0, 0], 1)
    for act in (commands.remove_note, lambda **said: commands.edit_note(heard="Cheap", **said)):
        with pytest.raises(WrongState):
            act(actor=cast.sam, note=made, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert queries.field_notes(viewer=cast.mara).get() == made
    assert [entry.words for entry in history_of(made)] == ["brought it back", "removed it", "noted it"]
    sam = Walker(cast.sam).open(f"/field-notes/{made.pk}/")
    sam.press("Remove").reads("The field note is removed.", "Nobody has noted anything yet.")
    sam.press("Undo").reads("Too dear, they say.")


def test_the_database_keeps_notes(cast: Cast):
    note(cast.sam)
    region = choice(ChoiceList.REGION, label="North")
    for act in (
        lambda: FieldNote.objects.all().delete(),
        lambda: FieldNote.objects.update(heard=""),
        lambda: FieldNote.objects.update(persona=region),
    ):
        with pytest.raises(Error), transaction.atomic():
            act()
    assert FieldNote.objects.get().heard == "Too dear, they say."


def test_merged_personas_take_their_notes_along(cast: Cast, buyer):
    made = note(cast.sam, persona=buyer)
    into = choice(ChoiceList.PERSONA, label="Buyer of a town")
    people.merge_choice(actor=cast.ada, choice=buyer, into=into, now=NOW)
    made.refresh_from_db()
    assert made.persona == into


def test_it_is_found_and_suggested(cast: Cast, buyer):
    made = note(cast.sam, "They want to see two winters.", persona=buyer)
    note(cast.sofie, "Too dear.", now=NOW - timedelta(days=1))
    note(cast.sofie, "Long ago.", now=NOW - timedelta(days=61))
    found = things.kind("field-note").find(cast.mara, "winters")
    assert list(found) == [made]
    (suggestion,) = _heard(cast.mara, NOW)
    assert (suggestion.title, suggestion.evidence, suggestion.about, suggestion.weight) == (
        "What customers say",
        "2 notes, the newest: “They want to see two winters.” (1 × Municipal buyer)",
        ("field-note", made.pk),
        22,
    )


def test_noted_on_the_way_from_home_and_from_what_it_is_about(cast: Cast, buyer):
    asset = make_published(cast.mara)
    sam = Walker(cast.sam).open("/").follow("Note what you heard")
    sam.press("Save", from_whom="a buyer", expect=422).reads("One more look, please:")
    sam.press("Save", heard="Too dear.", persona="Municipal buyer").reads("Noted. Both sides read it.", "a buyer")
    sam.open(f"/collateral/{asset.pk}/").follow("Note what a customer said of it")
    sam.press("Save", heard="It convinced the board.").reads("It convinced the board.", "notes")
    Walker(cast.mara).open("/").follow("Sam Sanders heard: It convinced the board.").reads("It convinced the board.")
    Walker(cast.mara).open("/").go("Field notes").press("Show", q="dear").reads("1 found", "Too dear.")
