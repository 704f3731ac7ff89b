"""The second way: files that are found by their words, judged, and asked for."""

from collections.abc import Iterator
from typing import Any
from typing import cast as as_type

from django.core.files.base import ContentFile

from apps.collateral import commands
from apps.collateral.commands.facets import FacetChanges
from apps.collateral.models import FACETS, MANY, Asset, Feedback
from apps.notices import commands as notices
from apps.people.models import Choice
from apps.people.models.company import ChoiceList
from portal.demo import documents, field_content, field_notes, inputs, requests, shares, upkeep, uploads, uses
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
    yield from uploads.lines(calendar, cast)
    yield _synonyms(calendar, cast)
    yield _missed(calendar, cast)
    yield _searched_long_ago(calendar, cast)
    for rating in RATINGS:
        yield _rated(calendar, cast, assets, *rating)
    yield from requests.lines(calendar, cast, assets)
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
    uploads.read_all(now)
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
    uploads.read_all(now)


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
    uploads.read_all(now)


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
    uploads.read_all(now)
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
    uploads.read_all(now)
    now = yield calendar.at(-35, 11, 20)
    version = Asset.objects.get(pk=assets[piece.key].pk).current
    assert version is not None
    words = "With three slides they ask for more."
    commands.give_feedback(actor=cast.jonas, version=version, rating=5, reason="worked_well", text=words, now=now)


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


def _talk(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-4, 16, 10)
    text = "@Elena Demir they promise **eight years** between exchanges now. Page two counts with six."
    notices.comment(actor=cast.jonas, thing=assets["battle-card"], text=text, now=now)
    now = yield calendar.at(-3, 9, 5)
    text = "Thanks, I have their new sheet. The table changes this week."
    notices.comment(actor=cast.elena, thing=assets["battle-card"], text=text, now=now)
    now = yield calendar.at(-3, 10)
    notices.follow(actor=cast.sam, thing=assets["battle-card"], now=now)
