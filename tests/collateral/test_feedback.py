"""Ratings: who gives them, what a low one needs, what becomes of the one before."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.feedback import NoSuchRating, OwnWork, ReasonNeeded
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Feedback
from apps.notices.models import Notice
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import in_state, make_draft, make_published, upload

REASONS = [
    "It can be rated once it is published.",
    "It is yours, so the others rate it.",
    "It is recalled, so nobody rates it.",
]
LATER = NOW + timedelta(days=1)


def rate(actor, asset, rating, *, now=NOW, **said):
    return commands.give_feedback(actor=actor, version=asset.current, rating=rating, now=now, **said)


@pytest.mark.parametrize("who", ["sam", "sofie", "milo", "mina", "moritz", "eva", "ada"])
def test_all_members_rate_what_others_made(cast: Cast, who):
    asset = make_published(cast.mara)
    rate(cast.by_name(who), asset, 5)
    assert Feedback.objects.current().count() == 1


def test_who_made_or_owns_it_doesnt_rate_it(cast: Cast):
    asset = make_published(cast.mara, owner=cast.milo)
    for member in (cast.mara, cast.milo):
        with pytest.raises(OwnWork):
            rate(member, asset, 5)
    assert Feedback.objects.count() == 0


def test_a_draft_isnt_rated(cast: Cast):
    with pytest.raises(WrongState):
        rate(cast.milo, make_draft(cast.mara), 5)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("in_review", "It can be rated once it is published."),
        ("changes_requested", "It can be rated once it is published."),
        ("published", "It is yours, so the others rate it."),
        ("recalled", "It is recalled, so nobody rates it."),
    ],
)
def test_the_page_says_why_its_owner_cant_rate_it(cast: Cast, state, why):
    page = client_of(cast.mara).get(f"/collateral/{in_state(state, cast.mara, reviewer=cast.milo).pk}/").text
    assert [line for line in REASONS if line in page] == [why]


@pytest.mark.parametrize(
    ("rating", "reason", "refusal"),
    [
        (1, "", ReasonNeeded),
        (2, "", ReasonNeeded),
        (2, "worked_well", ReasonNeeded),
        (0, "outdated", NoSuchRating),
        (6, "", NoSuchRating),
        (1, "outdated", None),
        (2, "too_long", None),
        (3, "", None),
        (5, "worked_well", None),
    ],
)
def test_a_low_rating_needs_a_reason(cast: Cast, rating, reason, refusal):
    asset = make_published(cast.mara)
    if refusal is None:
        assert rate(cast.sam, asset, rating, reason=reason).reason == reason
    else:
        with pytest.raises(refusal):
            rate(cast.sam, asset, rating, reason=reason)


def test_said_anew_the_older_judgement_is_history(cast: Cast):
    asset = make_published(cast.mara)
    rate(cast.sam, asset, 2, reason="too_long")
    rate(cast.sam, asset, 4, now=LATER)
    told = list(Feedback.objects.order_by("given_at").values_list("rating", "replaced_at"))
    assert told == [(2, LATER), (4, None)]


def test_a_new_version_is_judged_by_itself(cast: Cast):
    asset = make_published(cast.mara)
    rate(cast.sam, asset, 1, reason="outdated")
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"new"), change_note="Mended", now=NOW)
    asset.refresh_from_db()
    rate(cast.sam, asset, 5, now=LATER)
    told = Feedback.objects.current().order_by("version__number").values_list("version__number", "rating")
    assert list(told) == [(1, 1), (2, 5)]


def test_an_average_is_shown_from_three_ratings(cast: Cast):
    asset = make_published(cast.mara)

    def shown():
        row = queries.library(viewer=cast.sam).get(pk=asset.pk)
        return row.ratings, row.average

    rate(cast.sam, asset, 2, reason="too_long")
    rate(cast.sofie, asset, 5)
    assert shown() == (2, None)
    rate(cast.eva, asset, 3)
    assert shown() == (3, pytest.approx(10 / 3))
    rate(cast.sam, asset, 5, now=LATER)
    assert shown() == (3, pytest.approx(13 / 3))


def test_the_owner_hears_of_it_and_history_tells_it(cast: Cast):
    asset = make_published(cast.mara, owner=cast.milo)
    feedback = rate(cast.sam, asset, 2, reason="proof_missing", what_would_help=" A number ")
    made_owner, notice = Notice.objects.order_by("at", "pk")
    assert made_owner.kind == "asset-owner"
    assert (notice.recipient, notice.kind, notice.about, notice.facts["rating"]) == (
        cast.milo, "asset-rated", ("feedback", feedback.pk), 2,
    )  # fmt: skip
    assert feedback.what_would_help == "A number"
    told = history_of(asset)[0]
    assert (told.actor, told.words) == (None, "rated version 1 with 2 of 5")


def test_the_database_keeps_judgements_as_they_were_given(cast: Cast):
    feedback = rate(cast.sam, make_published(cast.mara), 4)
    rows = Feedback.objects.filter(pk=feedback.pk)
    wrong = [
        lambda: rows.update(rating=5),
        lambda: rows.update(text="other"),
        lambda: rows.update(replaced_at=NOW, rating=1),
        lambda: rows.delete(),
        lambda: Feedback.objects.create(version=feedback.version, author=cast.sam, rating=3, given_at=NOW),
        lambda: Feedback.objects.create(version=feedback.version, author=cast.eva, rating=2, given_at=NOW),
        lambda: Feedback.objects.create(version=feedback.version, author=cast.eva, rating=6, given_at=NOW),
    ]
    for act in wrong:
        with pytest.raises(Error), transaction.atomic():
            act()
    assert list(Feedback.objects.values_list("rating", "text")) == [(4, "")]


def test_the_form_keeps_what_was_typed(cast: Cast):
    asset = make_published(cast.mara)
    client = client_of(cast.sam)
    typed = {"rating": "2", "what_would_help": "A number from a customer", "text": "I used it <twice>"}
    response = client.post(f"/collateral/versions/{asset.current_id}/rate/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Say what is wrong with it: one tap is enough." in page
    assert "A number from a customer" in page
    assert "I used it &lt;twice&gt;" in page


def test_htmx_takes_the_section_alone(cast: Cast):
    asset = make_published(cast.mara)
    url = f"/collateral/versions/{asset.current_id}/rate/"
    response = client_of(cast.sam).post(url, {"rating": "4"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.lstrip().startswith('<section id="feedback"')
    assert "4 of 5" in page


def test_the_newest_of_a_long_list_is_read_in_order(cast: Cast):
    """Otherwise all that was ever said would be sorted for one page."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    newest = Feedback.objects.order_by("-given_at", "pk")[:50]
    assert "Index Scan using feedback_newest" in newest.explain()
