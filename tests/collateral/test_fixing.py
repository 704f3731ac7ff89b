"""What becomes of a judgement: answered, fixed, confirmed or reopened; and who may know whose it is."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.db.models import F

from apps.collateral import commands, queries
from apps.collateral.commands.fixing import NotOfThis
from apps.collateral.commands.ground import TextNeeded, WrongState
from apps.collateral.models import Feedback, FeedbackAnswer, FeedbackFix
from apps.core import due
from apps.notices.models import Notice
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import make_draft, make_published, reviewed_kind, upload

LATER = NOW + timedelta(days=1)
# From Tuesday at ten, three working days on is Friday at ten.
IN_THREE_DAYS = NOW + timedelta(days=3)


def rate(actor, asset, rating, *, now=NOW, **said):
    asset.refresh_from_db()
    return commands.give_feedback(actor=actor, version=asset.current, rating=rating, now=now, **said)


def put_up(asset, *, now=NOW, fixes=(), content=b"new"):
    asset.refresh_from_db()
    return commands.add_version(
        actor=asset.owner, asset=asset, file=upload(content=content), change_note="Mended", fixes=fixes, now=now
    )


@pytest.fixture
def asset(cast: Cast):
    return make_published(cast.mara)


@pytest.fixture
def low(cast: Cast, asset):
    return rate(cast.sam, asset, 2, reason="proof_missing", what_would_help="A number")


def told(member):
    rows = Notice.objects.filter(recipient=member).order_by("at", "pk")
    return [row.kind for row in rows]


def waits(kind, member):
    return [(one.thing, one.due_at, one.since) for one in due.due_kind(kind).waiting(member, NOW)]


def outcomes():
    rows = FeedbackFix.objects.order_by("version__number")
    return list(rows.values_list("version__number", "outcome", "missing"))


def test_the_owner_answers_and_whoever_said_it_is_told(cast: Cast, asset, low):
    assert waits("feedback-to-answer", cast.mara) == [(low, IN_THREE_DAYS, NOW)]
    commands.answer_feedback(actor=cast.mara, feedback=low, text=" It comes on Friday. ", now=LATER)
    assert list(FeedbackAnswer.objects.values_list("feedback", "author", "text", "answered_at")) == [
        (low.pk, cast.mara.pk, "It comes on Friday.", LATER)
    ]
    assert told(cast.sam) == ["feedback-answered"]
    assert waits("feedback-to-answer", cast.mara) == []
    assert history_of(asset)[0].words == "answered what somebody said of version 1"


def test_an_answer_says_something_and_is_the_owners(cast: Cast, low):
    with pytest.raises(TextNeeded):
        commands.answer_feedback(actor=cast.mara, feedback=low, text="  ", now=NOW)
    for member in (cast.milo, cast.sam, cast.mina):
        with pytest.raises(PermissionDenied):
            commands.answer_feedback(actor=member, feedback=low, text="Thanks", now=NOW)
    assert FeedbackAnswer.objects.count() == 0


def test_a_new_version_says_what_it_fixes_and_who_said_it_is_asked(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    assert outcomes() == [(2, "open", "")]
    assert told(cast.sam) == ["feedback-fixed"]
    assert waits("feedback-to-confirm", cast.sam) == [(low, IN_THREE_DAYS, NOW)]
    assert [entry.words for entry in history_of(asset)[:2]] == [
        "said that version 2 fixes what was said (1)",
        "put up version 2: “notes.txt”",
    ]


def test_a_good_rating_of_the_fixing_version_confirms_it(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    rate(cast.sam, asset, 4, now=LATER)
    assert outcomes() == [(2, "confirmed", "")]
    assert told(cast.mara) == ["asset-rated", "feedback-confirmed"]
    assert (waits("feedback-to-confirm", cast.sam), waits("feedback-to-answer", cast.mara)) == ([], [])


def test_another_ones_rating_confirms_nothing(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    rate(cast.sofie, asset, 5, now=LATER)
    assert outcomes() == [(2, "open", "")]


def test_a_low_rating_of_the_fixing_version_reopens_it(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    again = rate(cast.sam, asset, 1, reason="wrong_fact", what_would_help="The right number", now=LATER)
    assert outcomes() == [(2, "reopened", "The right number")]
    # What is to be answered now is the newer judgement alone.
    assert [thing for thing, _due, _since in waits("feedback-to-answer", cast.mara)] == [again]


def test_reopened_it_waits_for_the_owner_from_then_on_until_the_next_fix(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    commands.reopen_feedback(actor=cast.sam, feedback=low, missing="Its source", now=LATER)
    assert outcomes() == [(2, "reopened", "Its source")]
    assert told(cast.mara) == ["asset-rated", "feedback-reopened"]
    # Reopened on Wednesday at ten; three working days on is Monday.
    assert waits("feedback-to-answer", cast.mara) == [(low, datetime(2026, 3, 16, NOW.hour, tzinfo=UTC), LATER)]
    put_up(asset, fixes=[low], content=b"newer", now=LATER)
    assert outcomes() == [(2, "reopened", "Its source"), (3, "open", "")]
    assert waits("feedback-to-answer", cast.mara) == []


def test_only_whoever_said_it_reopens_and_only_once(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    for member in (cast.sofie, cast.mara, cast.ada):
        with pytest.raises(PermissionDenied):
            commands.reopen_feedback(actor=member, feedback=low, missing="All", now=NOW)
    commands.reopen_feedback(actor=cast.sam, feedback=low, missing="Its source", now=NOW)
    with pytest.raises(WrongState):
        commands.reopen_feedback(actor=cast.sam, feedback=low, missing="Its source", now=NOW)


def test_what_cant_be_fixed(cast: Cast, asset, low):
    def fix(one, actor=cast.mara):
        asset.refresh_from_db()
        return commands.say_fixed(actor=actor, asset=asset, feedback=[one], now=NOW)

    with pytest.raises(NotOfThis):  # the version it was said of is still in use
        fix(low)
    other = rate(cast.sam, make_published(cast.mara, "Other", name="other.txt"), 1, reason="outdated")
    put_up(asset)
    with pytest.raises(NotOfThis):
        fix(other)
    with pytest.raises(PermissionDenied):
        fix(low, actor=cast.sofie)
    fix(low)
    with pytest.raises(WrongState):  # it is said already
        fix(low)
    commands.unpublish_asset(actor=cast.mara, asset=asset, now=NOW)
    with pytest.raises(WrongState):  # nobody could look
        fix(low)
    assert outcomes() == [(2, "open", "")]


def test_what_was_judged_anew_since_needs_no_fix(cast: Cast, asset, low):
    put_up(asset)
    asset.refresh_from_db()
    assert list(queries.fixable(asset, viewer=cast.mara)) == [low]
    rate(cast.sam, asset, 5, now=LATER)
    assert list(queries.fixable(asset, viewer=cast.mara)) == []


def test_the_database_keeps_answers_and_fixes(cast: Cast, asset, low):
    newer = put_up(asset, fixes=[low])
    commands.answer_feedback(actor=cast.mara, feedback=low, text="Done", now=NOW)
    fix = FeedbackFix.objects.get()
    facts = {"feedback": low, "said_by": cast.mara, "said_at": NOW}
    wrong = [
        lambda: FeedbackAnswer.objects.update(text="other"),
        lambda: FeedbackAnswer.objects.all().delete(),
        lambda: FeedbackFix.objects.all().delete(),
        lambda: FeedbackFix.objects.update(said_at=LATER),
        lambda: FeedbackFix.objects.update(outcome="confirmed"),  # without a time
        lambda: FeedbackFix.objects.update(outcome="reopened", closed_at=NOW),  # without what is missing
        lambda: FeedbackFix.objects.create(version=newer, **facts),  # twice at once
        lambda: FeedbackFix.objects.create(
            version=low.version, outcome="reopened", missing="x", closed_at=NOW, **facts
        ),
    ]
    for act in wrong:
        with pytest.raises(Error), transaction.atomic():
            act()
    assert outcomes() == [(2, "open", "")]
    FeedbackFix.objects.filter(pk=fix.pk).update(outcome="confirmed", closed_at=NOW)
    with pytest.raises(Error), transaction.atomic():
        FeedbackFix.objects.update(outcome="open", closed_at=None)


def test_before_its_review_a_new_version_fixes_nothing_yet(cast: Cast):
    """Whoever said it is asked once there is something to look at; what a reviewer sends back fixes nothing."""
    kind = reviewed_kind()
    draft = make_draft(cast.mara, kind=kind, audience="internal")
    asset = commands.ask_review(actor=cast.mara, asset=draft, reviewer=cast.milo, now=NOW)
    asset = commands.approve_asset(actor=cast.milo, asset=asset, now=NOW)
    sams = rate(cast.sam, asset, 2, reason="proof_missing")
    sofies = rate(cast.sofie, asset, 1, reason="outdated")
    put_up(asset, fixes=[sams, sofies])
    page = client_of(cast.milo).get(f"/collateral/{asset.pk}/").content.decode()
    assert "the 2 people who said what it fixes are asked to look again" in page
    commands.request_changes(actor=cast.milo, asset=asset, note="A source", now=LATER)
    fixable = queries.fixable(asset, viewer=cast.mara, in_next=True)
    assert (outcomes(), told(cast.sam), list(fixable)) == ([], [], [sams, sofies])
    put_up(asset, fixes=[sams, sofies], content=b"newer", now=LATER)
    rate(cast.sofie, asset, 4, now=LATER)
    commands.approve_asset(actor=cast.milo, asset=asset, now=LATER)
    # Sofie has judged the version anew meanwhile, so there is nothing to ask her.
    assert (outcomes(), told(cast.sam), told(cast.sofie)) == ([(3, "open", "")], ["feedback-fixed"], [])
    assert [one.words for one in history_of(asset)[:2]] == [
        "said that version 3 fixes what was said (1)", "reviewed version 3: it is good to go out",
    ]  # fmt: skip


# --- who said it


NAME = "Sam Sanders"


def everywhere(member, asset):
    """All places where a judgement of the asset is read."""
    client = client_of(member)
    api = f"/api/v1/assets/{asset.pk}"
    return {
        "page": client.get(f"/collateral/{asset.pk}/"),
        "list": client.get("/collateral/feedback/"),
        "csv": client.get("/collateral/feedback/?format=csv"),
        "api": client.get(f"{api}/feedback/"),
        "api of all": client.get("/api/v1/feedback/"),
        "history": client.get(f"{api}/history/"),
    }


def test_who_said_it_is_named_to_the_owner_and_themselves_alone(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    commands.reopen_feedback(actor=cast.sam, feedback=low, missing="Its source", now=LATER)
    named = {
        member.name: [
            place for place, answer in everywhere(member, asset).items() if NAME in answer.getvalue().decode()
        ]
        for member in (cast.mara, cast.sofie, cast.milo, cast.mina, cast.eva)
    }
    places = ["page", "list", "csv", "api", "api of all"]
    assert named == {
        cast.mara.name: places, cast.sofie.name: [], cast.milo.name: [], cast.mina.name: [], cast.eva.name: [],
    }  # fmt: skip
    others = everywhere(cast.sofie, asset)
    assert all("A number" in others[place].getvalue().decode() for place in places)
    assert others["api"].json()["results"][0]["author"] is None


def test_who_said_it_reads_their_own_name(cast: Cast, low):
    (row,) = client_of(cast.sam).get("/api/v1/feedback/").json()["results"]
    assert row["author"] == {"id": str(cast.sam.pk), "name": NAME}


def test_a_new_owner_reads_the_name_and_the_former_one_no_longer(cast: Cast, asset, low):
    commands.edit_asset(actor=cast.mara, asset=asset, owner=cast.milo, now=NOW)
    names = [one.named_author for member in (cast.milo, cast.mara) for one in queries.feedback(viewer=member)]
    assert names == [cast.sam, None]


def test_the_csv_tells_what_became_of_it(cast: Cast, asset, low):
    put_up(asset, fixes=[low])
    commands.answer_feedback(actor=cast.mara, feedback=low, text="See page 2", now=NOW)
    text = client_of(cast.mara).get("/collateral/feedback/?format=csv").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    shown = {name: row[name] for name in ("Lowest", "Why", "Said by", "Answers", "Fixed in version", "The fix is")}
    assert shown == {
        "Lowest": "2",
        "Why": "Proof missing",
        "Said by": NAME,
        "Answers": "See page 2",
        "Fixed in version": "2",
        "The fix is": "to be confirmed",
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whose=mine", 2),
        ("whose=given", 0),
        ("state=waits", 1),
        ("state=open", 1),
        ("state=confirmed", 0),
        ("state=now", 2),
        ("rating=1", 1),
        ("reason=proof_missing", 1),
        ("q=number", 1),
    ],
)
def test_the_list_narrows(cast: Cast, asset, low, query, found):
    put_up(asset, fixes=[low])
    rate(cast.sofie, asset, 1, reason="outdated")
    assert len(client_of(cast.mara).get(f"/api/v1/feedback/?{query}").json()["results"]) == found


# --- the order of lists


def _rated(cast: Cast):
    return queries.library(viewer=cast.sam).annotate(shown_rating=F("shown_rating"))


def test_lists_are_ordered_by_ratings_pulled_to_the_mean_of_all(cast: Cast):
    """Three ratings of the library's mean are added to those of each: one five alone doesn't lead.

    All ratings: 5 | 5 5 4 5 | 1 2: their sum is 27, of seven, so the mean is 27/7.
        one five:  (3 * 27/7 + 5) / 4  = (81/7 + 35/7) / 4  = 116/28 ≈ 4.143
        many:      (3 * 27/7 + 19) / 7 = (81/7 + 133/7) / 7 = 214/49 ≈ 4.367
        low:       (3 * 27/7 + 3) / 5  = (81/7 + 21/7) / 5  = 102/35 ≈ 2.914
        unrated:   the mean, 27/7 ≈ 3.857
    """
    made = {name: make_published(cast.mara, name=f"{name}.txt") for name in ("one", "many", "low", "unrated")}
    given = {"one": [5], "many": [5, 5, 4, 5], "low": [1, 2]}
    for name, ratings in given.items():
        for member, rating in zip((cast.sam, cast.sofie, cast.eva, cast.mina), ratings, strict=False):
            rate(member, made[name], rating, reason="outdated" if rating < 3 else "")
    rows = _rated(cast).order_by("-shown_rating")
    assert [(row.title, row.average) for row in rows] == [
        ("many", 4.75), ("one", None), ("unrated", None), ("low", None),
    ]  # fmt: skip
    shown = {row.title: row.shown_rating for row in rows}
    assert shown == pytest.approx({"many": 214 / 49, "one": 116 / 28, "unrated": 27 / 7, "low": 102 / 35})


def test_what_isnt_ordered_by_ratings_doesnt_wait_for_their_mean(cast: Cast):
    """Of a large library the mean takes longer than all the rest of a page."""
    assert "shown_rating" not in queries.library(viewer=cast.sam).query.annotation_select


def test_without_any_rating_nothing_is_pulled(cast: Cast, asset):
    assert [row.shown_rating for row in _rated(cast)] == [0.0]


def test_a_judgement_that_was_replaced_or_is_of_an_older_version_doesnt_count(cast: Cast, asset):
    rate(cast.sam, asset, 1, reason="outdated")
    put_up(asset)
    rate(cast.sofie, asset, 2, reason="outdated")
    rate(cast.sofie, asset, 4, now=LATER)
    (row,) = _rated(cast)
    # (3 * 4 + 4) / 4
    assert (row.ratings, row.shown_rating) == (1, 4.0)
    assert Feedback.objects.count() == 3
