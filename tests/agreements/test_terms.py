"""What is signed beside the words stands wherever the version is read: on its page, in print, on the day's page."""

from datetime import date

import pytest

from apps.agreements import commands
from tests.cast import NOW
from tests.factories import agreements as make
from tests.factories import goals as make_goal
from tests.walker import Walker

pytestmark = pytest.mark.django_db
TERMS = [
    "Is to count from 12 Mar",
    "On trial: counts until the end of 31 Dec",
    "Leeway: owners may move their due dates alone by up to 10 working days; all who signed it are told.",
]


@pytest.mark.parametrize("path", ["/agreements/{}/versions/1/", "/agreements/as-of/?on=2026-03-13"])
def test_the_terms_stand_beside_the_words(cast, path):
    goal = make_goal.measured(owner=cast.sam)
    plan = make_goal.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=NOW)
    dates = {"effective_on": date(2026, 3, 12), "expires_on": date(2026, 12, 31), "is_trial": True}
    commands.edit_draft(actor=cast.mina, agreement=plan.agreement, leeway_days=10, now=NOW, **dates)
    make_goal.sign_all(plan, now=NOW)
    Walker(cast.sofie).open(path.format(plan.agreement_id)).reads(*TERMS)


def test_a_version_that_ends_it_says_so_in_print(cast):
    agreement = make.agreed(cast, now=NOW)
    commands.terminate(actor=cast.mara, agreement=agreement, reason="The plan says it.", now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    Walker(cast.sam).open(f"/agreements/{agreement.pk}/versions/2/").reads("This version ends the agreement.")
