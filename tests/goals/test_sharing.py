"""Links to the scoreboard: who makes and revokes them, what strangers see by them, and when they are over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.goals import commands, queries
from apps.goals.commands.sharing import NameNeeded, RevokedAlready
from apps.goals.models import ScoreboardLink
from apps.goals.views.walls import MOST_A_MINUTE
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.test_offering import outcome
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
MAKERS = ("mina", "moritz", "ada")


def shared(cast, name="The canteen"):
    return commands.share_scoreboard(actor=cast.mina, name=name, now=NOW)


def seen(secret):
    return Client().get(f"/scoreboard/shared/{secret}/")


def agreed_goal(cast):
    goal = make.measured(owner=cast.sam, given={"title": "Ten new customers"})
    make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    make.read(goal, 25)
    return goal


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"])
def test_who_makes_and_who_revokes(cast, who):
    actor, link = cast.by_name(who), shared(cast).link
    said = 200 if who in MAKERS else 403
    assert outcome(commands.share_scoreboard, actor=actor, name="The hall") == said
    assert outcome(commands.revoke_scoreboard_link, actor=actor, link=link) == said
    assert queries.scoreboard_links(viewer=actor, now=NOW).exists() == (who in MAKERS)


def test_nothing_that_is_kept_opens_it(cast):
    made = shared(cast)
    kept = ScoreboardLink.objects.values().get()
    assert (len(made.secret), made.secret in str(kept), seen(made.secret).status_code) == (43, False, 200)
    assert seen(kept["digest"]).status_code == 404


def test_a_stranger_sees_the_scoreboard_and_nothing_else(cast):
    goal = agreed_goal(cast)
    answer = seen(shared(cast).secret)
    walk = Walker()
    walk.client = Client()
    walk.open(answer.request["PATH_INFO"]).reads("Ten new customers", "25 %", "Sam Sanders").does_not_read("Mina")
    links = walk.page.xpath("//a/@href | //form/@action")
    assert (links, str(goal.pk) in answer.content.decode()) == ([], False)
    headers = {name: answer[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")}
    assert headers == {
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }


def test_a_revoked_or_wrong_one_is_nowhere(cast):
    made = shared(cast)
    assert seen(made.secret).status_code == 200
    commands.revoke_scoreboard_link(actor=cast.ada, link=made.link, now=NOW)
    nowhere = Client().get("/nowhere/at/all/").content
    answers = [seen(made.secret), seen(f"{made.secret[:-1]}-"), seen("nothing")]
    assert [(one.status_code, one.content == nowhere) for one in answers] == [(404, True)] * 3
    with pytest.raises(RevokedAlready):
        commands.revoke_scoreboard_link(actor=cast.ada, link=made.link, now=NOW)


def test_it_dies_when_its_maker_leaves(cast):
    made = shared(cast)
    people.leave(actor=cast.ada, member=cast.mina, now=NOW)
    made.link.refresh_from_db()
    assert (seen(made.secret).status_code, made.link.works, made.link.revoked_at) == (404, False, None)
    Walker(cast.ada).open("/scoreboard/links/?works=no").reads("The canteen", "ended when Mina left")


def test_its_last_use_is_kept_to_five_minutes(cast):
    link = shared(cast).link

    def used(minutes):
        commands.note_use_of_link(link=link, now=NOW + timedelta(minutes=minutes))
        link.refresh_from_db()
        return (link.last_used_at - NOW, link.revision)

    minute = timedelta(minutes=1)
    assert [used(0), used(5), used(6)] == [(0 * minute, 1), (0 * minute, 1), (6 * minute, 1)]


def test_trying_many_is_slowed_down(cast):
    made, client = shared(cast), Client(REMOTE_ADDR="192.0.2.7")
    answers = [client.get("/scoreboard/shared/nothing/") for _ in range(2 * MOST_A_MINUTE + 1)]
    assert {answer.status_code for answer in answers} == {404, 429}
    slowed = next(answer for answer in answers if answer.status_code == 429)
    assert (slowed["Retry-After"], "Wait a minute, then load it again." in slowed.content.decode()) == ("60", True)
    # Others aren't kept waiting.
    assert seen(made.secret).status_code == 200


@pytest.mark.parametrize(
    "update",
    [
        {"name": ""},
        {"digest": "acc_secret"},
        {"digest": "0" * 64},
        {"revoked_at": NOW},
        {"made_at": NOW + timedelta(days=1)},
    ],
)
def test_the_database_keeps_what_a_link_is(cast, update):
    link = shared(cast).link
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreboardLink.objects.filter(pk=link.pk).update(**update)


def test_what_was_revoked_never_works_again_and_nothing_is_deleted(cast):
    link = shared(cast).link
    commands.revoke_scoreboard_link(actor=cast.ada, link=link, now=NOW)
    rows = ScoreboardLink.objects.filter(pk=link.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(revoked_at=None, revoked_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreboardLink.objects.create(name="Of a leaver", digest="0" * 64, made_by=cast.dan, made_at=NOW)


def test_by_page_it_is_shown_once_and_revoked(cast, settings):
    settings.BASE_URL = "https://accord.test"
    walk = Walker(cast.mina).open("/scoreboard/").follow("Links").reads("Nobody sees the scoreboard")
    walk.follow("Make a link").press("Make the link", name=" ", expect=422).reads("This field is required.")
    walk.press("Make the link", name="The canteen", expect=201)
    (url,) = walk.page.xpath("//code/text()")
    assert url.startswith("https://accord.test/scoreboard/shared/")
    assert "no-store" in walk.response["Cache-Control"]
    stranger = Client()
    assert stranger.get(url.removeprefix("https://accord.test")).status_code == 200
    walk.follow("I have copied it").reads("The canteen", "Mina Minot").press("Revoke The canteen")
    walk.reads("“The canteen” no longer works.")
    assert stranger.get(url.removeprefix("https://accord.test")).status_code == 404
    answer = walk.client.get("/scoreboard/links/?format=csv").getvalue().decode("utf-8-sig")
    assert answer.splitlines()[1].startswith('"The canteen","Mina Minot"')


def test_by_api_the_address_is_answered_once(cast):
    caller = Caller(make_token(cast.mina))
    made = caller("POST", "scoreboard-links/", {"name": "The hall"})
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert seen(made.json()["url"].rstrip("/").rpartition("/")[2]).status_code == 200
    (row,) = caller("GET", "scoreboard-links/").json()["results"]
    assert (row["name"], row["works"], "url" in row) == ("The hall", True, False)
    with pytest.raises(NameNeeded):
        commands.share_scoreboard(actor=cast.mina, name=" ", now=NOW)


def test_the_wall_screen_is_chosen_light_or_dark_and_left_again(cast):
    walk = Walker(cast.sam).open("/scoreboard/").follow("Wall screen").reads("No plan is in force.")
    themes = []
    for theme in ("dark", "light", "<script>"):
        walk.open(f"/scoreboard/wall/?theme={theme}")
        themes += walk.page.xpath("/html/@data-theme")
    assert themes == ["dark", "light", "system"]
    walk.follow("Leave the wall screen").reads("What both sides agreed on")
