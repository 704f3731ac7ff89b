"""What everybody involved finds in the inbox, as one entry a day, and of what mail goes out."""

from datetime import timedelta

import pytest

from apps.agreements import commands
from apps.agreements.words import NOTICES
from apps.notices import commands as notices
from apps.notices import lines, queries
from apps.notices.models import Notice
from tests.cast import NOW
from tests.factories import agreements as make

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def entries(member):
    """Kinds of notices in the member's inbox, entry by entry, the newest first."""
    rows = queries.inbox(viewer=member).order_by("-at", "-pk")
    found = lines.entries(rows, reader=member)
    return [[line.notice.kind, *(one.notice.kind for one in line.folded)] for line in found]


def test_a_whole_day_on_an_agreement_is_one_entry(cast):
    agreement = make.draft(cast, consulted=[cast.sofie], now=NOW)
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="Two days.", now=NOW + MINUTE)
    notices.comment(actor=cast.sam, thing=agreement, text="Too long?", now=NOW + 2 * MINUTE)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW + 3 * MINUTE)
    words = {"digest": make.digest(agreement), "why": "Too long.", "would_do": "One day."}
    commands.object_to(actor=cast.sam, agreement=agreement, now=NOW + 4 * MINUTE, **words)
    make.signed_by(agreement, cast.mara, now=NOW + 5 * MINUTE)
    commands.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW + 6 * MINUTE)
    assert entries(cast.sofie) == [
        [
            "objection-withdrawn",
            "agreement-signed",
            "agreement-objected",
            "agreement-proposed",
            "agreement-comment",
            "agreement-edited",
        ],
        ["comment-asked"],
    ]
    # What is asked of him stands by itself.
    assert entries(cast.sam) == [["agreement-signed", "agreement-edited", "agreement-started"], ["signature-asked"]]


def test_the_next_day_is_another_entry(cast):
    agreement = make.draft(cast, now=NOW)
    for days in (1, 2):
        commands.edit_draft(actor=cast.mara, agreement=agreement, text=f"{days} days.", now=NOW + timedelta(days=days))
    assert entries(cast.sam) == [["agreement-edited"], ["agreement-edited"], ["agreement-started"]]


def test_mail_goes_out_for_proposed_objected_and_in_force(cast):
    agreement = make.draft(cast, consulted=[cast.milo], now=NOW)
    Notice.objects.all().delete()
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="Two days.", now=NOW)
    notices.comment(actor=cast.mara, thing=agreement, text="Look.", now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    words = {"digest": make.digest(agreement), "why": "Too long.", "would_do": "One day."}
    commands.object_to(actor=cast.sam, agreement=agreement, now=NOW, **words)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    told = Notice.objects.filter(recipient=cast.milo)
    assert sorted(told.filter(mail_at__isnull=False).values_list("kind", flat=True)) == [
        "agreement-in-force",
        "agreement-objected",
        "agreement-proposed",
    ]
    assert sorted(told.filter(mail_at__isnull=True).values_list("kind", flat=True)) == [
        "agreement-comment",
        "agreement-edited",
        "agreement-signed",
        "agreement-signed",
    ]


def test_else_only_what_asks_its_reader_for_something_is_mailed():
    folded = {kind.name for kind in NOTICES if kind.folds and kind.rhythm != "never"}
    alone = {kind.name for kind in NOTICES if not kind.folds and kind.rhythm != "never"}
    assert folded == {"agreement-proposed", "agreement-objected", "agreement-in-force"}
    assert alone == {
        "signature-asked",
        "acknowledgement-asked",
        "agreement-question",
        "suggestion-waits",
        "comment-asked",
        "proxy-named",
        "seat-given",
        "seat-silent",
        "seat-vacant",
        "review-due",
        "agreement-ends",
        "talk-asked",
    }
