"""One of each thing, in the states that matter, made by the commands: what the tables of permissions speak of."""

import io
import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone
from PIL import Image

from apps.agreements import commands as agreements
from apps.agreements import queries as agreed
from apps.agreements.models import Agreement, Move, Seat, Suggestion
from apps.collateral import commands as collateral
from apps.collateral.models import (
    Asset,
    AssetVersion,
    Batch,
    Collection,
    CollectionItem,
    Feedback,
    FieldContent,
    FieldNote,
    Input,
    InputAsk,
    Request,
    Share,
    Synonym,
    Use,
)
from apps.followups import commands as followups
from apps.followups.models import Rule, Snooze
from apps.goals import commands as goals
from apps.goals.models import Goal, Milestone, Task
from apps.notices import commands as notices
from apps.notices import unsubscribing
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Comment, Delivery, Follow, Notice, ReceivedMail
from apps.people import commands as people
from apps.people.models import (
    Absence,
    ApiToken,
    Area,
    Choice,
    ChoiceList,
    ClosedDay,
    Invitation,
    SavedView,
    Side,
)
from tests.cast import Cast, client_of, make_cast
from tests.factories import files
from tests.house.roles import ROLES, Browsers
from tests.house.world_goals import OfMeasures, make_measures
from tests.house.world_leads import OfLeads, make_leads
from tests.house.world_meetings import OfMeetings, make_meetings


@dataclass(frozen=True)
class OfPeople:
    """Who is away, asked in, answers for what, and what each keeps to themselves."""

    area: Area  # Mara's; Milo is its deputy
    retired_area: Area
    absence: Absence  # Sam's; Sofie stands in
    invitation: Invitation
    invitation_secret: str
    choice: Choice
    other_choice: Choice
    retired_choice: Choice
    closed_day: ClosedDay
    token: ApiToken  # Sam's
    saved_view: SavedView  # Sam's
    session: UserSession  # another browser of Sam's
    undo: str  # what Sam may take back


@dataclass(frozen=True)
class OfGoals:
    """A goal of Mara's with its steps, one of Moritz's beside it, and tasks on their way."""

    goal: Goal
    milestone: Milestone
    reached: Milestone
    other_goal: Goal
    other_milestone: Milestone
    own_task: Task  # Sam's own, with a date
    offered: Task  # Sam's, offered to Sofie
    noted: Task  # noted by Sam while Sofie was there
    assigned: Task  # assigned to Mara by Moritz
    done: Task  # wanted by Sam, done by Sofie
    dropped: Task  # dropped by Sam


@dataclass(frozen=True)
class OfAgreements:
    """Mara's, with Sam's seat for sales and Mara's for marketing; Eva is their sponsor."""

    draft_agreement: Agreement  # on which Sofie is consulted
    proposed_agreement: Agreement
    agreement: Agreement  # counts
    amended_agreement: Agreement  # counts, and its next version is a draft
    seat: Seat  # Sam's, in `proposed_agreement`
    suggestion: Suggestion  # Sofie's, for `agreement`
    move: Move  # Milo's, inside the leeway of `agreement`


@dataclass(frozen=True)
class OfCollateral:
    """Files read by the worker; wishes of Sam's to marketing, and one of Mara's to sales."""

    draft: Asset  # Mara's
    published: Asset  # Mara's, in its second version
    archived: Asset  # Mara's
    in_review: Asset  # Mara's, before Milo
    recalled: Asset  # Mara's
    older: AssetVersion  # the first of `published`
    current: AssetVersion
    draft_version: AssetVersion
    synonym: Synonym
    batch: Batch  # Mara's, two files, of which one can't come in
    feedback: Feedback  # Sam's, on `published`
    older_feedback: Feedback  # Eva's, on `older`
    fixed_feedback: Feedback  # Sofie's, on `older`; `current` is said to fix it
    field_note: FieldNote  # Sam's
    used_in_deal: Use  # Sam's
    submitted: Asset  # made by Sam, before Mara
    field_content: FieldContent  # of `submitted`
    sent_back: Asset  # made by Sam
    asked_draft: Asset  # Mara's, on which she asks Sam and Sofie for input
    input_ask: InputAsk
    input: Input  # Sam's, who hasn't answered
    input_given: Input  # Sofie's
    asked: Request  # which Sofie needs, too
    accepted: Request  # by Mara
    delivered: Request  # by Mara, with `published`
    asked_of_sales: Request  # by Mara
    for_customers: Asset  # Mara's
    collection: Collection  # Mara's, with `for_customers` in it
    collection_item: CollectionItem
    collection_share_secret: str
    archived_collection: Collection  # Mara's
    share: Share  # Sofie's, of `for_customers`
    share_secret: str


@dataclass(frozen=True)
class OfNotices:
    """What was said, who follows, and what was sent."""

    comment: Comment  # Sam's, on Mara's goal
    follow: Follow  # Sam's, of Mara's goal
    notice: Notice  # Sam's: Mara accepted a request of his
    received_mail: ReceivedMail  # an automatic reply of Sam's, dropped
    delivery: Delivery  # the invitation's, kept for want of a mail server
    unsubscribe: str  # the token of a link in a mail to Sam


@dataclass(frozen=True)
class OfFollowUps:
    """When the company reminds, and what was put off."""

    rule: Rule
    snooze: Snooze  # Sam's: he looks at the delivered request later


@dataclass(frozen=True)
class World(OfMeetings, OfLeads, OfPeople, OfGoals, OfMeasures, OfAgreements, OfCollateral, OfNotices, OfFollowUps):
    """All of it, and a browser for each role."""

    cast: Cast
    browsers: Browsers
    now: datetime
    today: date


def make_world() -> World:
    """Made at the real time, as pages and operations read the clock themselves."""
    cast = make_cast()
    now = timezone.now()
    clients = {role: client_of(cast.by_name(role)) for role in ROLES}
    about_goals = _goals(cast, now)
    about_collateral = _collateral(cast, now)
    about_people = _people(cast, now)
    about_notices = _notices(cast, about_goals, about_people, now)
    world = World(
        **about_goals,
        **make_measures(cast, about_goals["own_task"], timezone.localdate(now), now),
        **_agreements(cast, now),
        **about_collateral,
        **about_people,
        **about_notices,
        **make_leads(cast, now),
        **make_meetings(cast, now),
        **_follow_ups(cast, about_collateral["delivered"], now),
        cast=cast,
        browsers=Browsers(clients),
        now=now,
        today=timezone.localdate(now),
    )
    _read_anew(world)
    return world


def _read_anew(world: World) -> None:
    """Every row as it stands now, with its revision: later commands touched what earlier ones made."""
    for holder in (world, world.cast):
        for field in fields(holder):
            row = getattr(holder, field.name)
            if isinstance(row, Model):
                row.refresh_from_db()


def _goals(cast: Cast, now: datetime) -> dict[str, Any]:
    soon = now.date() + timedelta(days=30)
    goal = goals.create_goal(actor=cast.mara, title="Twenty customers say why", side="joint", due_on=soon, now=now)
    other_goal = goals.create_goal(actor=cast.moritz, title="A library that answers", due_on=soon, now=now)
    milestone = goals.add_milestone(actor=cast.mara, goal=goal, title="Ten are asked", due_on=soon, now=now)
    reached = goals.add_milestone(actor=cast.mara, goal=goal, title="The list stands", due_on=soon, now=now)
    goals.complete_milestone(actor=cast.mara, milestone=reached, now=now)
    other = goals.add_milestone(actor=cast.moritz, goal=other_goal, title="All is filed", due_on=soon, now=now)
    return {
        "goal": goal,
        "milestone": milestone,
        "reached": reached,
        "other_goal": other_goal,
        "other_milestone": other,
        **_tasks(cast, goal, soon, now),
    }


def _tasks(cast: Cast, goal: Goal, soon: date, now: datetime) -> dict[str, Any]:
    own = goals.create_task(
        actor=cast.sam, title="Call Acme", checklist=["Find the number"], due_on=soon, serves=goal, now=now
    )
    offered = goals.create_task(actor=cast.sam, title="Ask Bolt & Sons", offer_to=cast.sofie, now=now)
    assigned = goals.create_task(actor=cast.moritz, title="Write down what Acme says", due_on=soon, now=now)
    goals.assign_task(actor=cast.moritz, task=assigned, to=cast.mara, now=now)
    done = goals.create_task(actor=cast.sam, title="Find the contract", offer_to=cast.sofie, now=now)
    goals.accept_task(actor=cast.sofie, task=done, now=now)
    goals.complete_task(actor=cast.sofie, task=done, now=now)
    dropped = goals.create_task(actor=cast.sam, title="Visit the fair", now=now)
    goals.drop_task(actor=cast.sam, task=dropped, reason="It is cancelled.", now=now)
    noted = goals.create_task(actor=cast.sam, title="Call Volt back", origin=own, present=cast.sofie, now=now)
    return {
        "own_task": own,
        "offered": offered,
        "noted": noted,
        "assigned": assigned,
        "done": done,
        "dropped": dropped,
    }


def _agreements(cast: Cast, now: datetime) -> dict[str, Any]:
    rest: dict[str, Any] = {"seats": [cast.sam, cast.mara], "sponsor": cast.eva, "now": now}

    def begin(title: str, **more: Any) -> Agreement:
        return agreements.start_agreement(actor=cast.mara, title=title, text="Within a day.", **rest, **more)

    def agree(title: str) -> Agreement:
        made = agreements.propose(actor=cast.mara, agreement=begin(title), now=now)
        proposal = agreed.latest(made.versions.get())
        assert proposal is not None
        for member in (cast.sam, cast.mara):
            agreements.sign(actor=member, agreement=made, digest=proposal.digest, now=now)
        return made

    proposed = agreements.propose(actor=cast.mara, agreement=begin("Who calls after a fair"), now=now)
    amended = agree("How we name files")
    agreements.amend(actor=cast.mara, agreement=amended, now=now)
    agreement = agree("How we answer each other")
    wish = {"text": "Within two days.", "why": "A day is short at fairs."}
    suggestion = agreements.suggest_change(actor=cast.sofie, agreement=agreement, now=now, **wish)
    version = agreement.versions.get()
    due = {"Due": ["31 Dec 2026", "8 Jan 2027"]}
    move = agreements.tell_moved(actor=cast.milo, version=version, thing=agreement, changes=due, now=now)
    return {
        "draft_agreement": begin("Who may promise a discount", consulted=[cast.sofie]),
        "proposed_agreement": proposed,
        "agreement": agreement,
        "amended_agreement": amended,
        "seat": Seat.objects.get(version__agreement=proposed, member=cast.sam),
        "suggestion": suggestion,
        "move": move,
    }


def _collateral(cast: Cast, now: datetime) -> dict[str, Any]:
    kind = people.add_choice(actor=cast.ada, list=ChoiceList.ASSET_KIND, label="Price list", now=now)
    facts = {"actor": cast.mara, "kind": kind, "audience": "internal", "now": now}
    draft = collateral.create_asset(file=_file("fair.txt", b"Not for anybody else yet."), **facts)
    published = collateral.create_asset(file=_file("prices.pdf", files.pdf()), title="Prices", **facts)
    collateral.publish_asset(actor=cast.mara, asset=published, now=now)
    older = published.current
    assert older is not None
    low: dict[str, Any] = {"version": older, "rating": 2, "reason": "outdated", "now": now}
    older_feedback, fixed = (collateral.give_feedback(actor=member, **low) for member in (cast.eva, cast.sofie))
    changed: dict[str, Any] = {"file": _file("prices.txt", b"Gasket 0.80"), "change_note": "New prices", "now": now}
    current = collateral.add_version(actor=cast.mara, asset=published, fixes=[fixed], **changed)
    archived = collateral.create_asset(file=_file("old.txt", b"Gasket 0.60"), title="Old prices", **facts)
    flyer = collateral.create_asset(file=_file("flyer.txt", b"Gaskets for all"), **facts | {"audience": "customers"})
    in_review = collateral.create_asset(file=_file("new.txt", b"Gasket 0.95"), title="New prices", **facts)
    recalled = collateral.create_asset(file=_file("wrong.txt", b"Gasket 0.08"), title="Wrong prices", **facts)
    for asset in (archived, flyer, recalled):
        collateral.publish_asset(actor=cast.mara, asset=asset, now=now)
    collateral.archive_asset(actor=cast.mara, asset=archived, now=now)
    collateral.ask_review(actor=cast.mara, asset=in_review, reviewer=cast.milo, now=now)
    collateral.recall_asset(actor=cast.mara, asset=recalled, reason="A digit is missing.", now=now)
    while collateral.read_waiting(now=now):
        pass
    while collateral.draw_waiting(now=now):
        pass
    feedback = collateral.give_feedback(actor=cast.sam, version=current, rating=2, reason="too_long", now=now)
    return {
        "draft": draft,
        "published": published,
        "archived": archived,
        "in_review": in_review,
        "recalled": recalled,
        "older": older,
        "current": current,
        "draft_version": draft.current,
        "feedback": feedback,
        "older_feedback": older_feedback,
        "fixed_feedback": fixed,
        "synonym": collateral.add_synonym(actor=cast.ada, term="gasket ring", means="seal ring", now=now),
        "field_note": collateral.note_heard(actor=cast.sam, heard="Too dear, they say.", asset=published, now=now),
        **_from_the_field(cast, kind, now),
        **_asked_for_input(cast, facts),
        **_requests(cast, published, now),
        **_shared(cast, flyer, now),
        "batch": collateral.upload_batch(
            actor=cast.mara, file=[_file("fair.txt", b"Fair"), _file("b.mp3", b"b")], now=now
        ),
    }


def _from_the_field(cast: Cast, kind: Choice, now: datetime) -> dict[str, Any]:
    said: dict[str, Any] = {"actor": cast.sam, "kind": kind, "used_where": "First calls", "now": now}
    back = collateral.submit_field_content(text="Gaskets, dear", title="Old words", **said).asset
    collateral.request_changes(actor=cast.milo, asset=back, note="Say it shorter.", now=now)
    content = collateral.submit_field_content(text="Gaskets that last", title="My words", **said)
    return {"submitted": content.asset, "field_content": content, "sent_back": back}


def _asked_for_input(cast: Cast, facts: dict[str, Any]) -> dict[str, Any]:
    draft = collateral.create_asset(file=_file("plan.txt", b"Gaskets, soon."), title="Plan", **facts)
    asking: dict[str, Any] = {"actor": cast.mara, "now": facts["now"]}
    ask = collateral.ask_for_input(asset=draft, questions=["Why?"], members=[cast.sam, cast.sofie], **asking)
    sam, sofie = (Input.objects.get(ask=ask, member=member) for member in (cast.sam, cast.sofie))
    given = collateral.give_input(actor=cast.sofie, input=sofie, answers=[{"quick": "yes"}], now=facts["now"])
    return {"asked_draft": draft, "input_ask": ask, "input": sam, "input_given": given}


def _shared(cast: Cast, flyer: Asset, now: datetime) -> dict[str, Any]:
    made = collateral.share_asset(actor=cast.sofie, asset=flyer, recipient="Jane Doe, Acme", now=now)
    collateral.open_share(share=made.share, passcode="", now=now)
    used = collateral.use_in_deal(actor=cast.sam, asset=flyer, deal="OPP-1", now=now)
    # Once in a month of which only the sums are left, once lately.
    for moment in (now - timedelta(days=500), now):
        collateral.note_search(actor=cast.sam, said="gasket drawings", found=0, cause="none", now=moment)
        collateral.forget_searches(now=now)
    facts: dict[str, Any] = {"actor": cast.mara, "kind": flyer.kind, "audience": "customers", "now": now}
    other = collateral.create_asset(file=_file("seals.txt", b"Seals for all"), title="Seals", **facts)
    collateral.publish_asset(actor=cast.mara, asset=other, now=now)
    said = {"actor": cast.mara, "use_when": "They ask for gaskets.", "now": now}
    collection, archived = (collateral.begin_collection(title=title, **said) for title in ("Gaskets", "Old talk"))
    item = collateral.collect(actor=cast.mara, collection=collection, asset=flyer, now=now)
    collateral.collect(actor=cast.mara, collection=collection, asset=other, now=now)
    collateral.archive_collection(actor=cast.mara, collection=archived, now=now)
    shared = collateral.share_collection(actor=cast.sofie, collection=collection, recipient="Volt", now=now)
    return {
        "used_in_deal": used,
        "for_customers": flyer,
        "share": made.share,
        "share_secret": made.secret,
        "collection": collection,
        "collection_item": item,
        "collection_share_secret": shared.secret,
        "archived_collection": archived,
    }


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _requests(cast: Cast, published: Asset, now: datetime) -> dict[str, Any]:
    asked, accepted, delivered = (
        collateral.ask(actor=cast.sam, title=title, now=now)
        for title in ("A case study from retail", "Slides for a first call", "What does a gasket cost?")
    )
    soon = now.date() + timedelta(days=7)
    collateral.accept_request(actor=cast.mara, request=accepted, due_on=soon, now=now)
    collateral.deliver_request(actor=cast.mara, request=delivered, asset=published, now=now)
    of_sales = collateral.ask(actor=cast.mara, title="A customer who speaks at the fair", kind="reference", now=now)
    collateral.vote(actor=cast.sofie, request=asked, why="For Lyon", now=now)
    return {"asked": asked, "accepted": accepted, "delivered": delivered, "asked_of_sales": of_sales}


def picture() -> SimpleUploadedFile:
    """A photo to upload."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue())


def _people(cast: Cast, now: datetime) -> dict[str, Any]:
    soon = now.date() + timedelta(days=2)
    ada, sam = cast.ada, cast.sam
    area = people.create_area(actor=ada, name="Price lists", owner=cast.mara, deputy=cast.milo, now=now)
    retired_area = people.create_area(actor=ada, name="Fairs", owner=cast.mara, now=now)
    people.retire_area(actor=ada, area=retired_area, now=now)
    retired_choice = people.add_choice(actor=ada, list=ChoiceList.PERSONA, label="Buyer at a shop", now=now)
    people.retire_choice(actor=ada, choice=retired_choice, now=now)
    away = {"from_on": soon, "until_on": soon + timedelta(days=3), "deputy": cast.sofie}
    people.set_photo(actor=sam, member=sam, image=picture().read(), now=now)
    gone = people.save_view(actor=sam, page="goals:tasks", name="Gone", query="mine=true", now=now)
    return {
        "area": area,
        "retired_area": retired_area,
        "absence": people.set_absence(actor=sam, member=sam, now=now, **away),
        **_invitation(cast, now),
        "choice": people.add_choice(actor=ada, list=ChoiceList.PERSONA, label="Installer", now=now),
        "other_choice": people.add_choice(actor=ada, list=ChoiceList.PERSONA, label="Fitter's mate", now=now),
        "retired_choice": retired_choice,
        "closed_day": people.add_closed_day(actor=ada, on=now.date() + timedelta(days=90), name="Away day", now=now),
        "token": people.create_token(actor=sam, name="A script", scopes=["read"], now=now).token,
        "saved_view": people.save_view(actor=sam, page="goals:tasks", name="Mine", query="mine=true", now=now),
        "session": _another_browser(cast),
        "undo": people.delete_view(actor=sam, saved_view=gone, now=now)[1].token,
    }


def _invitation(cast: Cast, now: datetime) -> dict[str, Any]:
    """The link stands in the mail alone."""
    invitation = people.invite(
        actor=cast.ada, email="nora@test.example", name="Nora Nilsen", side=Side.SALES, roles=["salesperson"], now=now
    )
    written = Delivery.objects.get(to_address=invitation.email)
    (secret,) = re.findall(r"/invitations?/([\w-]{43})", written.body_text)
    return {"invitation": invitation, "invitation_secret": secret}


def _another_browser(cast: Cast) -> UserSession:
    browser = client_of(cast.sam)
    browser.get("/healthz")
    return UserSession.objects.get(session_key=browser.session.session_key)


def _notices(cast: Cast, of_goals: dict[str, Any], of_people: dict[str, Any], now: datetime) -> dict[str, Any]:
    goal = of_goals["goal"]
    comment = notices.comment(actor=cast.sam, thing=goal, text="Acme would say why.", now=now)
    follow = notices.follow(actor=cast.sam, thing=goal, now=now)
    notices.deliver(now=timezone.now())
    away = Arrival("<away-1@test.example>", sender=cast.sam.email, subject="Away", token="", program="automatic")
    return {
        "received_mail": notices.take(arrival=away, now=now),
        "comment": comment,
        "follow": follow,
        "notice": Notice.objects.get(recipient=cast.sam, kind="request-accepted"),
        "delivery": Delivery.objects.get(to_address=of_people["invitation"].email),
        "unsubscribe": unsubscribing.link(cast.sam, ["comment"]).rstrip("/").rpartition("/")[2],
    }


def _follow_ups(cast: Cast, delivered: Request, now: datetime) -> dict[str, Any]:
    rules = {rule.kind: rule for rule in followups.ensure_rules(now=now)}
    snooze, _undo = followups.snooze(actor=cast.sam, kind="request-confirm", thing=delivered, days=2, now=now)
    return {"rule": rules["task-offered"], "snooze": snooze}
