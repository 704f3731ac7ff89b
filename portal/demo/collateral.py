"""The second way: files that are found by their words, judged, and asked for."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any
from typing import cast as as_type

from django.core.files.base import ContentFile

from apps.collateral import commands
from apps.collateral.commands.facets import FacetChanges
from apps.collateral.models import FACETS, MANY, Asset, Feedback
from apps.notices import commands as notices
from apps.people.models import Choice
from apps.people.models.company import ChoiceList
from portal.demo import documents, field_content, field_notes, inputs, shares, upkeep, uses
from portal.demo.calendar import Calendar
from portal.demo.library import PIECES, Piece
from portal.demo.story import Storyline

WRITERS = {"pdf": documents.pdf, "docx": documents.word, "pptx": documents.slides}
TALK_TRACK = """Don't dodge it. Give the range, then ask.

1. "Between **80 and 140 euros** a meter, mounted. What decides is how you read them today."
2. "How many hours a month does somebody drive to read meters?"
3. "Then let me show you the sum for your streets, not for ours."

Most who ask for the price first have been asked for it by their board: give them something to pass on.
"""
RATINGS = [
    ("aurora-sheet", "sam", 5, "worked_well", "", -55),
    ("aurora-sheet", "lena", 4, "", "", -50),
    ("aurora-sheet", "priya", 4, "proof_missing", "A test report number for IP68.", -31),
    ("first-call", "sam", 4, "worked_well", "", -44),
    ("first-call", "jonas", 2, "too_long", "Three slides would do; they ask about price on the second.", -40),
    ("first-call", "victor", 3, "wrong_audience", "An English version for the Nordics.", -12),
    ("price-list", "lena", 4, "", "", -30),
    ("price-list", "aisha", 2, "hard_to_find", "Put the word discount into it: I looked for that.", -9),
    ("story-lakeside", "sam", 5, "worked_well", "", -33),
    ("story-lakeside", "jonas", 5, "", "", -29),
    ("story-lakeside", "carla", 4, "", "", -25),
    ("battle-card", "jonas", 1, "outdated", "They now offer eight years, not six.", -4),
    ("housing-deck", "aisha", 3, "proof_missing", "One association that says so itself.", -6),
]


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    """Each piece, rating and request has a line of its own; pieces are found by their keys."""
    assets: dict[str, Asset] = {}
    for piece in PIECES:
        yield _put_up(calendar, cast, piece, assets)
    yield _new_version(calendar, cast, assets)
    yield _written(calendar, cast)
    yield _old_prices(calendar, cast, assets)
    yield _in_review(calendar, cast, assets)
    yield from _refused_files(calendar, cast)
    yield _synonyms(calendar, cast)
    yield _missed(calendar, cast)
    yield _searched_long_ago(calendar, cast)
    for rating in RATINGS:
        yield _rated(calendar, cast, assets, *rating)
    yield from _requests(calendar, cast, assets)
    yield _talk(calendar, cast, assets)
    yield from shares.lines(calendar, cast, assets)
    yield _fixed(calendar, cast, assets)
    yield from field_notes.lines(calendar, cast, assets)
    yield from field_content.lines(calendar, cast)
    yield from upkeep.lines(calendar, cast, assets)
    yield from uses.lines(calendar, cast, assets)
    yield from inputs.lines(calendar, cast, assets)


def _kind(label: str) -> Choice:
    return Choice.objects.get(list=ChoiceList.ASSET_KIND, label=label)


def _facets(piece: Piece) -> FacetChanges:
    """Its entries by list."""
    rows = Choice.objects.filter(list__in=FACETS, label__in=piece.facets).order_by("position")
    found: dict[str, Any] = {name.value: [row for row in rows if row.list == name] for name in FACETS}
    found["language"] = next(iter(found["language"]), None)
    found["for_all"] = [name.value for name in MANY if f"all {name.value}" in piece.facets]
    return as_type(FacetChanges, found)


def _read(now: datetime) -> None:
    """What the worker does with files that were just uploaded."""
    while commands.read_waiting(now=now):
        pass


def _put_up(calendar: Calendar, cast: Any, piece: Piece, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-piece.age, 10)
    owner = getattr(cast, piece.owner)
    name = f"{piece.title.replace(':', '').replace(' ', '_')}.{piece.form}"
    assets[piece.key] = commands.create_asset(
        actor=owner,
        file=ContentFile(WRITERS[piece.form](piece.title, piece.sheets), name=name),
        title=piece.title,
        summary=piece.summary,
        kind=_kind(piece.kind),
        audience=piece.audience,
        now=now,
        **_facets(piece),
    )
    now = yield calendar.at(-piece.age, 10, 1)
    _read(now)
    if not piece.published:
        return
    if _kind(piece.kind).reviewed:
        now = yield calendar.at(-piece.age, 11)
        commands.ask_review(actor=owner, asset=assets[piece.key], reviewer=cast.alma, now=now)
        now = yield calendar.at(-piece.age, 15)
        commands.approve_asset(actor=cast.alma, asset=assets[piece.key], now=now)
        return
    now = yield calendar.at(-piece.age, 15)
    commands.publish_asset(actor=owner, asset=assets[piece.key], now=now)


def _old_prices(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """Last year's list is archived and points on to this year's."""
    now = yield calendar.at(-44, 10)
    old = assets["old-prices"]
    commands.archive_asset(actor=cast.mara, asset=old, successor=assets["price-list"], now=now)


def _in_review(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """The battle card changes as promised: the new version waits for Mara, the older one stays in use."""
    now = yield calendar.at(-1, 15)
    piece = next(piece for piece in PIECES if piece.key == "battle-card")
    news = documents.Sheet("What is new", ["They now promise eight years between exchanges: three instead of four."])
    version = commands.add_version(
        actor=cast.elena,
        asset=assets[piece.key],
        file=ContentFile(documents.word(piece.title, (*piece.sheets, news)), name="Battle_card_impeller_meters.docx"),
        change_note="Counts with eight years between exchanges.",
        now=now,
    )
    review = version.reviews.get()
    commands.hand_over_reviews(actor=cast.elena, rows=[review], to=cast.mara, now=now)
    now = yield calendar.at(-1, 15, 1)
    _read(now)


def _synonyms(calendar: Calendar, cast: Any) -> Storyline:
    """What customers say, and what the library calls it."""
    now = yield calendar.at(-60, 9)
    for term, means, both_ways in (("flow meter", "water meter", True), ("reference", "customer story", False)):
        commands.add_synonym(actor=cast.ada, term=term, means=means, both_ways=both_ways, now=now)


def _missed(calendar: Calendar, cast: Any) -> Storyline:
    """What colleagues looked for and there is none of."""
    for day, who, said in (
        (-12, cast.sam, "heat cost allocator"),
        (-8, cast.lena, "heat cost allocators"),
        (-6, cast.aisha, "case study hospital"),
        (-2, cast.jonas, "hospital case study"),
    ):
        now = yield calendar.at(day, 14)
        commands.note_search(actor=who, said=said, found=0, cause="none", now=now)


def _searched_long_ago(calendar: Calendar, cast: Any) -> Storyline:
    """Of what was looked for fourteen months ago only the month's sums are left."""
    for day, who, said in (
        (-318, cast.sam, "gas meter"),
        (-316, cast.lena, "gas meters"),
        (-312, cast.theo, "reference hospital"),
        (-309, cast.sam, "gas meter approval"),
    ):
        now = yield calendar.at(day, 14)
        commands.note_search(actor=who, said=said, found=0, cause="none", now=now)
    now = yield calendar.at(-1, 4)
    commands.forget_searches(now=now)


def _new_version(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-34, 11)
    piece = next(piece for piece in PIECES if piece.key == "aurora-sheet")
    extra = documents.Sheet("Approvals", ["MID B+D, valid in the whole Union; drinking water approval KTW."])
    commands.add_version(
        actor=cast.tom,
        asset=assets[piece.key],
        file=ContentFile(documents.pdf(piece.title, (*piece.sheets, extra)), name="Aurora-200_data_sheet_v2.pdf"),
        change_note="Approvals added on a page of their own.",
        now=now,
    )
    now = yield calendar.at(-34, 11, 1)
    _read(now)


def _written(calendar: Calendar, cast: Any) -> Storyline:
    """A text that never was a file; Sam reads it before it goes out, and hears that it is."""
    now = yield calendar.at(-13, 9)
    asset = commands.create_asset(
        actor=cast.mara,
        text=TALK_TRACK,
        title="When they ask for the price first",
        summary="Three sentences for the first two minutes on the phone.",
        kind=_kind("Guide"),
        audience="internal",
        now=now,
    )
    now = yield calendar.at(-13, 9, 1)
    _read(now)
    now = yield calendar.at(-13, 9, 30)
    ask = commands.ask_for_input(
        actor=cast.mara,
        asset=asset,
        questions=["Would you say it like this on the phone?"],
        members=[cast.sam],
        answer_by=calendar.day(-12),
        now=now,
    )
    now = yield calendar.at(-13, 14)
    said = {"quick": "yes", "words": "I would leave out the third sentence."}
    commands.give_input(actor=cast.sam, input=ask.inputs.get(), answers=[as_type(commands.Answer, said)], now=now)
    now = yield calendar.at(-13, 15)
    commands.publish_asset(actor=cast.mara, asset=asset, now=now)


def _fixed(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """What Jonas found too long is answered, shortened, and confirmed by him; what Aisha misses is answered."""
    piece = next(piece for piece in PIECES if piece.key == "first-call")
    now = yield calendar.at(-39, 10)
    said = Feedback.objects.filter(version__asset=assets[piece.key])
    text = "You are right. I cut it to what is asked first, and the price comes second."
    commands.answer_feedback(actor=assets[piece.key].owner, feedback=said.get(author=cast.jonas), text=text, now=now)
    now = yield calendar.at(-36, 15)
    commands.add_version(
        actor=assets[piece.key].owner,
        asset=assets[piece.key],
        file=ContentFile(documents.slides(piece.title, piece.sheets[:3]), name="First_call_short.pptx"),
        change_note="Three slides, the price on the second.",
        fixes=list(said.filter(author=cast.jonas)),
        now=now,
    )
    now = yield calendar.at(-36, 15, 1)
    _read(now)
    now = yield calendar.at(-35, 11, 20)
    version = Asset.objects.get(pk=assets[piece.key].pk).current
    assert version is not None
    words = "With three slides they ask for more."
    commands.give_feedback(actor=cast.jonas, version=version, rating=5, reason="worked_well", text=words, now=now)


def _refused_files(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    """Two files as they come in real life: one cut off on its way, one with a password."""

    def put_up(who: Any, title: str, content: bytes, day: int, hour: int) -> Storyline:
        now = yield calendar.at(day, hour)
        name = f"{title.replace(' ', '_')}.pdf"
        commands.create_asset(actor=who, file=ContentFile(content, name=name), title=title, now=now)
        now = yield calendar.at(day, hour, 1)
        _read(now)

    whole = documents.pdf("Notes from the water fair", [documents.Sheet("Visitors", ["Thirty-one talks in two days."])])
    yield put_up(cast.paul, "Notes from the water fair", whole[: len(whole) // 2], -2, 17)
    yield put_up(cast.mara, "Partner conditions", documents.with_password(whole), -1, 11)


def _rated(
    calendar: Calendar,
    cast: Any,
    assets: dict[str, Asset],
    key: str,
    who: str,
    rating: int,
    reason: str,
    would_help: str,
    day: int,
) -> Storyline:
    now = yield calendar.at(day, 16)
    commands.give_feedback(
        actor=getattr(cast, who),
        version=assets[key].versions.order_by("-number")[0],
        rating=rating,
        reason=reason,
        what_would_help=would_help,
        now=now,
    )


def _requests(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    def ask(who: Any, title: str, why: str, for_whom: str, day: int, **more: Any) -> Generator[datetime, datetime, Any]:
        now = yield calendar.at(day, 9, 20)
        return commands.ask(actor=who, title=title, why=why, for_whom=for_whom, now=now, **more)

    def deck() -> Storyline:
        request = yield from ask(
            cast.aisha,
            "A deck for boards of housing associations",
            "Boards decide in ten minutes and want to see what tenants get.",
            "Housing association",
            -32,
            needed_by=calendar.day(-20),
        )
        now = yield calendar.at(-31, 10)
        request = commands.accept_request(actor=cast.mara, request=request, due_on=calendar.day(-21), now=now)
        now = yield calendar.at(-21, 16)
        request = commands.deliver_request(actor=cast.mara, request=request, asset=assets["housing-deck"], now=now)
        now = yield calendar.at(-20, 9, 30)
        commands.confirm_request(actor=cast.aisha, request=request, now=now)

    def answers() -> Storyline:
        title = "Answers on open protocols for tenders"
        request = yield from ask(cast.lena, title, "Asked in every tender this spring.", "Municipal buyer", -19)
        now = yield calendar.at(-18, 11)
        request = commands.accept_request(actor=cast.tom, request=request, due_on=calendar.day(-14), now=now)
        now = yield calendar.at(-15, 16)
        commands.deliver_request(actor=cast.tom, request=request, asset=assets["tender-kit"], now=now)

    def english() -> Storyline:
        request = yield from ask(
            cast.victor,
            "First-call deck in English",
            "Three Nordic talks begin this month; two of them with people who read no German.",
            "Utility operations manager",
            -11,
            needed_by=calendar.day(6),
        )
        now = yield calendar.at(-10, 10)
        request = commands.accept_request(actor=cast.mara, request=request, due_on=calendar.day(4), now=now)
        now = yield calendar.at(-3, 14)
        commands.start_request(actor=cast.mara, request=request, now=now)

    def film() -> Storyline:
        title = "A film of the mounting in a pit"
        request = yield from ask(cast.jonas, title, "Buyers don't believe the ten minutes.", "", -16)
        now = yield calendar.at(-15, 9)
        reason = "A film costs as much as two stories. The installer guide gets photos of each step instead."
        commands.decline_request(actor=cast.nora, request=request, reason=reason, now=now)

    def checklist() -> Storyline:
        title = "A checklist for the first walk through a pit"
        request = yield from ask(cast.lena, title, "So that nobody drives there twice.", "Municipal buyer", -4)
        now = yield calendar.at(-3, 10, 40)
        commands.accept_request(actor=cast.tom, request=request, due_on=calendar.day(8), now=now)

    def alarms() -> Storyline:
        title = "One page on leak alarms for small works"
        why = "Riverside works asked for it on the phone. I searched for leak alarm and found only the first-call deck."
        more = {"searched": "leak alarm", "needed_by": calendar.day(5)}
        wanted = yield from ask(cast.sam, title, why, "Utility operations manager", -2, **more)
        now = yield calendar.at(-2, 11)
        commands.vote(actor=cast.lena, request=wanted, why="Two works in the south ask the same.", now=now)
        now = yield calendar.at(-2, 14)
        commands.vote(actor=cast.emil, request=wanted, why="For heating networks as well.", deal="NW-2077", now=now)
        same = yield from ask(cast.hugo, "Leak alarms in one page", "For first calls.", "", -1)
        now = yield calendar.at(-1, 10)
        commands.merge_request(actor=cast.nora, request=same, into=wanted, now=now)

    def quote() -> Storyline:
        title = "Two sentences from a works manager on the first winter"
        why = "For the page on cold cellars; a name and a town would do."
        request = yield from ask(cast.elena, title, why, "Utility operations manager", -12, kind="quote")
        now = yield calendar.at(-11, 9, 40)
        request = commands.accept_request(actor=cast.lena, request=request, due_on=calendar.day(-6), now=now)
        now = yield calendar.at(-8, 15)
        words = "“We read every pit from the office this winter. Nobody had to shovel snow.” Riverside works, by name."
        request = commands.deliver_request(actor=cast.lena, request=request, answer=words, now=now)
        now = yield calendar.at(-7, 10)
        commands.confirm_request(actor=cast.elena, request=request, now=now)

    yield deck()
    yield answers()
    yield checklist()
    yield english()
    yield film()
    yield alarms()
    yield ask(
        cast.mara,
        "A heating network that would talk to us",
        "For the next customer story: somebody with two winters on Borealis.",
        "Energy officer",
        -5,
        kind="reference",
    )
    yield quote()
    yield ask(
        cast.aisha,
        "Somebody who explains the radio network to their data protection officer",
        "Two hundred flats, and one signature is missing.",
        "Lakeside housing",
        -1,
        kind="deal",
        deal="NW-2041",
    )


def _talk(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-4, 16, 10)
    text = "@Elena Demir they promise **eight years** between exchanges now. Page two counts with six."
    notices.comment(actor=cast.jonas, thing=assets["battle-card"], text=text, now=now)
    now = yield calendar.at(-3, 9, 5)
    text = "Thanks, I have their new sheet. The table changes this week."
    notices.comment(actor=cast.elena, thing=assets["battle-card"], text=text, now=now)
    now = yield calendar.at(-3, 10)
    notices.follow(actor=cast.sam, thing=assets["battle-card"], now=now)
