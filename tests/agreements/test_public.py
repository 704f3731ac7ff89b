"""Going public: who it is for, who is reminded to read it, and one page for who is new."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from apps.agreements import commands, queries
from apps.core import due
from apps.core.due import Window
from apps.notices.models import Notice
from apps.people.models import Role, Side
from tests.cast import NOW, make_member
from tests.factories import agreements as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def names(members):
    return sorted(member.first_name for member in members)


@pytest.mark.parametrize(
    ("sides", "teams", "asked"),
    [
        ([], [], ["Ada", "Eva", "Mara", "Milo", "Mina", "Moritz", "Sam", "Sofie"]),
        (["sales"], [], ["Mina", "Sam", "Sofie"]),
        ([], ["content"], ["Mara", "Milo", "Moritz"]),
        (["leadership"], ["field_sales"], ["Eva", "Mina", "Sam", "Sofie"]),
    ],
)
def test_it_is_for_all_or_for_sides_and_teams(cast, sides, teams, asked):
    teams = [getattr(cast, name) for name in teams]
    agreement = make.agreed(cast, audience=sides, audience_teams=teams)
    assert names(queries.audience(agreement)) == asked
    everybody = [cast.sam, cast.sofie, cast.mara, cast.milo, cast.mina, cast.moritz, cast.eva, cast.ada]
    waits = [one for one in everybody if any(found.thing == agreement for found in due.waiting(one, NOW))]
    assert names(waits) == [name for name in asked if name not in ("Sam", "Mara")]


def test_its_teams_are_changed_in_the_draft(cast):
    agreement = make.draft(cast, audience=["sales"])
    edit = {"actor": cast.mara, "agreement": agreement, "now": NOW}
    agreement = commands.edit_draft(**edit, audience=[], audience_teams=[cast.content])
    assert names(queries.audience(agreement)) == ["Mara", "Milo", "Moritz"]


def test_who_joins_later_has_five_working_days_of_their_own(cast):
    agreement = make.agreed(cast, title="Fairs", audience=["sales"], now=NOW - 60 * DAY)
    lena = make_member("Lena", Side.SALES, Role.SALESPERSON)
    lena.joined_at = NOW
    lena.save()
    by = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)

    def asked(moment):
        found = due.due_kind("acknowledgement-asked").within(Window(moment - SECOND, moment))
        return [(one.recipient.first_name, one.due_at) for one in found]

    assert (asked(by), asked(by + SECOND)) == ([("Lena", by)], [])
    commands.acknowledge(actor=lena, agreement=agreement, now=NOW)
    assert asked(by) == []


def test_one_page_says_what_we_agreed_and_what_is_still_to_be_read(cast):
    now = timezone.now()
    make.agreed(cast, title="For marketing", audience=["marketing"], now=now)
    agreement = make.proposed(cast, title="For all", now=now - DAY)
    make.signed_by(agreement, cast.sam, now=now - DAY, words="You hear from us.")
    make.signed_by(agreement, cast.mara, now=now - DAY)
    make.draft(cast, title="Not yet")
    sofie = Walker(cast.sofie).open("/agreements/").follow("What we agreed")
    assert sofie.page.xpath("//main//h2/a/text()") == ["For all", "For marketing"]
    sofie.reads("One is still to be read by you", "“You hear from us.”", "We answer within a day.")
    sofie.press("I have read it: For all").reads("Thank you for reading it.")
    sofie.open("/agreements/agreed/").reads("All that sales and marketing count on from each other.")


def test_what_we_agreed_leaves_the_count_of_the_inbox_as_it_is(cast):
    for title in ("Fairs", "Quotes"):
        make.agreed(cast, title=title)
    Notice.objects.filter(recipient=cast.sofie).update(read_at=NOW)
    counts = {
        "".join(Walker(cast.sofie).open(url).page.xpath("//a[contains(@href, '/inbox/')]/span[@class='count']/text()"))
        for url in ("/agreements/", "/agreements/agreed/")
    }
    assert counts == {""}, "two agreements are still to be read, and nothing in the inbox"
