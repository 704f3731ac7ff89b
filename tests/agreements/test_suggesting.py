"""A change that somebody suggests: who may, what becomes of it, who hears of it, what the database keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.agreements import commands
from apps.agreements.models import Suggestion
from apps.core import due
from apps.core.due import Window
from apps.notices.models import Notice
from tests.cast import NOW
from tests.factories import agreements as make
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
# Tuesday, ten in Berlin, and three working days on.
ANSWER_BY = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def suggest(cast, agreement, *, by=None, now=NOW, **given):
    wish = {"text": "We answer within two days.", "why": "A day is short at fairs."} | given
    return commands.suggest_change(actor=by or cast.sofie, agreement=agreement, now=now, **wish)


def told(kind):
    return sorted(notice.recipient.first_name for notice in Notice.objects.filter(kind=kind))


@pytest.mark.parametrize(
    ("who", "on_draft", "on_agreed"),
    [("sofie", "done", "done"), ("sam", "done", "done"), ("milo", "nothing-to-change", "done"), ("dan", *["403"] * 2)],
)
def test_whoever_sees_it_suggests(cast, who, on_draft, on_agreed):
    """Sofie is consulted, so that she sees the draft; Milo sees what counts alone."""
    actor = cast.by_name(who)
    draft, agreed = make.draft(cast, consulted=[cast.sofie]), make.agreed(cast)
    if who != "dan":
        assert outcome(lambda: suggest(cast, draft, by=actor)) == on_draft
    assert outcome(lambda: suggest(cast, agreed, by=actor)) == on_agreed


def test_what_is_proposed_is_objected_to_instead(cast):
    assert outcome(lambda: suggest(cast, make.proposed(cast))) == "nothing-to-change"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"text": "We answer within a day."}, "same-words"),
        ({"text": " "}, "same-words"),
        ({"why": " "}, "words-needed"),
    ],
)
def test_it_changes_something_and_says_why(cast, given, what):
    assert outcome(lambda: suggest(cast, make.agreed(cast), **given)) == what


def test_those_in_on_it_hear_of_it_and_who_suggested_hears_what_became_of_it(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    taken, declined = suggest(cast, agreement), suggest(cast, agreement, text="In a week.")
    assert told("change-suggested") == ["Eva", "Eva", "Mara", "Mara", "Sam", "Sam"]
    commands.take_suggestion(actor=cast.sam, agreement=agreement, suggestion=taken, now=NOW)
    said = {"actor": cast.mara, "agreement": agreement, "suggestion": declined, "now": NOW}
    assert outcome(lambda: commands.decline_suggestion(**said, reason=" ")) == "words-needed"
    commands.decline_suggestion(**said, reason="Too long.")
    assert (told("suggestion-taken"), told("suggestion-declined")) == (["Sofie"], ["Sofie"])
    assert make.version(agreement).text == "We answer within two days."
    assert list(Suggestion.objects.order_by("at", "pk").values_list("state", "answered_by__name", "reason")) == [
        ("taken", "Sam Sanders", ""),
        ("declined", "Mara Marsh", "Too long."),
    ]


def test_who_is_not_named_neither_takes_nor_declines(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    answer = {"actor": cast.sofie, "agreement": agreement, "suggestion": suggest(cast, agreement), "now": NOW}
    assert outcome(lambda: commands.take_suggestion(**answer)) == "403"
    assert outcome(lambda: commands.decline_suggestion(**answer, reason="No.")) == "403"
    other = answer | {"actor": cast.sam}
    assert outcome(lambda: commands.withdraw_suggestion(**other)) == "403"
    assert outcome(lambda: commands.withdraw_suggestion(**answer)) == "done"
    for act in (commands.take_suggestion, commands.withdraw_suggestion):
        assert outcome(lambda act=act: act(**answer | {"actor": cast.sofie})) in ("403", "answered-already")
    assert outcome(lambda: commands.take_suggestion(**other)) == "answered-already"


def test_words_that_moved_on_are_not_overwritten(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    suggestion = suggest(cast, agreement)
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="We answer within a day, always.", now=NOW)
    take = {"actor": cast.sam, "agreement": agreement, "suggestion": suggestion, "now": NOW}
    assert outcome(lambda: commands.take_suggestion(**take)) == "moved-on"
    commands.take_suggestion(**take, text="We answer within two days, always.")
    assert make.version(agreement).text == "We answer within two days, always."


def test_taken_for_what_counts_it_opens_an_amendment_that_holds_it(cast):
    agreement = make.agreed(cast)
    commands.take_suggestion(actor=cast.sam, agreement=agreement, suggestion=suggest(cast, agreement), now=NOW)
    second = make.version(agreement, 2)
    assert (second.state, second.text) == ("draft", "We answer within two days.")
    assert second.what_changed == "A day is short at fairs."
    assert make.version(agreement, 1).text == "We answer within a day."


def test_it_lapses_with_what_it_was_about(cast):
    agreement = make.agreed(cast)
    suggestion = suggest(cast, agreement)
    make.amended(cast, agreement, text="In an hour.")
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    assert list(Suggestion.objects.open()) == []
    take = {"actor": cast.sam, "agreement": agreement, "suggestion": suggestion, "now": NOW}
    assert outcome(lambda: commands.take_suggestion(**take)) == "answered-already"


def test_who_opened_the_draft_is_reminded_while_nobody_answers(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    suggestion = suggest(cast, agreement)

    def reminded():
        found = due.due_kind("suggestion-waits").within(Window(ANSWER_BY - SECOND, ANSWER_BY))
        return [(one.recipient.first_name, one.waiting_for.first_name, one.due_at) for one in found]

    assert reminded() == [("Mara", "Sofie", ANSWER_BY)]
    assert [one.kind for one in due.waiting(cast.mara, NOW) if one.thing == agreement] == ["suggestion-waits"]
    commands.decline_suggestion(actor=cast.sam, agreement=agreement, suggestion=suggestion, reason="No.", now=NOW)
    assert reminded() == []


@pytest.mark.parametrize(
    "change",
    [{"why": "Else."}, {"text": "Else."}, {"state": "declined"}, {"state": "taken"}, {"reason": "No."}],
)
def test_the_database_keeps_what_was_suggested(cast, change):
    suggest(cast, make.agreed(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.update(**change)


def test_it_is_answered_once_whoever_asks(cast):
    agreement = make.agreed(cast)
    commands.decline_suggestion(
        actor=cast.sam, agreement=agreement, suggestion=suggest(cast, agreement), reason="No.", now=NOW
    )
    with pytest.raises(IntegrityError, match="answered once"), transaction.atomic():
        Suggestion.objects.update(state="taken", reason="")


def test_suggested_put_better_and_taken_on_the_pages(cast):
    agreement = make.agreed(cast, now=timezone.now())
    sofie = Walker(cast.sofie).open(f"/agreements/{agreement.pk}/").follow("Suggest a change")
    sofie.press("Suggest it", why="Fairs.", expect=422).reads("This is what it says already.")
    sofie.press("Suggest it", why="A day is short.", text="We answer within two days.")
    sofie.reads("It is with those named on it", "Suggested changes", "removed: a day.", "added: two days.")
    assert sofie.can_press("Withdraw my suggestion")
    sam = Walker(cast.sam).open("/").reads("Sofie Sommer suggests a change").follow("Sofie Sommer suggests a change")
    sam.follow("Look at it and take it").press("Take it", text="We answer within two working days.")
    sam.reads("It stands in the draft.", "We answer within two working days.").does_not_read("Suggested changes")
    Walker(cast.sofie).open("/").reads("Sam Sanders took what you suggested")


def test_declined_on_the_page_with_a_word_of_why(cast):
    agreement = make.agreed(cast, now=timezone.now())
    suggest(cast, agreement, now=timezone.now())
    sam = Walker(cast.sam).open(f"/agreements/{agreement.pk}/").follow("Decline it")
    sam.press("Decline it", reason="", expect=422).press("Decline it", reason="Leads go cold.")
    sam.reads("Sofie Sommer is told why.")
    Walker(cast.sofie).open("/").reads("Leads go cold.")
