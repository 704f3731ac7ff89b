"""The second way: files that are found by their words, judged, and asked for."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from apps.collateral import commands
from apps.collateral.models import Asset
from apps.notices import commands as notices
from apps.people.models import Choice
from apps.people.models.company import ChoiceList
from portal.demo import documents
from portal.demo.calendar import Calendar
from portal.demo.library import PIECES, Piece

WRITERS = {"pdf": documents.pdf, "docx": documents.word, "pptx": documents.slides}
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


def tell(calendar: Calendar, cast: Any) -> None:
    assets = {piece.key: _put_up(calendar, cast, piece) for piece in PIECES}
    _new_version(calendar, cast, assets["aurora-sheet"])
    _refused_files(calendar, cast)
    while commands.read_waiting(now=calendar.now - timedelta(minutes=5)):
        pass
    _ratings(calendar, cast, assets)
    _requests(calendar, cast, assets)
    _talk(calendar, cast, assets)


def _kind(label: str) -> Choice:
    return Choice.objects.get(list=ChoiceList.ASSET_KIND, label=label)


def _put_up(calendar: Calendar, cast: Any, piece: Piece) -> Asset:
    owner = getattr(cast, piece.owner)
    name = f"{piece.title.replace(':', '').replace(' ', '_')}.{piece.form}"
    made = commands.create_asset(
        actor=owner,
        file=ContentFile(WRITERS[piece.form](piece.title, piece.sheets), name=name),
        title=piece.title,
        summary=piece.summary,
        kind=_kind(piece.kind),
        audience=piece.audience,
        now=calendar.at(-piece.age, 10),
    )
    if piece.published:
        made, _ = commands.publish_asset(actor=owner, asset=made, now=calendar.at(-piece.age, 15))
    return made


def _new_version(calendar: Calendar, cast: Any, asset: Asset) -> None:
    piece = next(piece for piece in PIECES if piece.key == "aurora-sheet")
    extra = documents.Sheet("Approvals", ["MID B+D, valid in the whole Union; drinking water approval KTW."])
    commands.add_version(
        actor=cast.tom,
        asset=asset,
        file=ContentFile(documents.pdf(piece.title, (*piece.sheets, extra)), name="Aurora-200_data_sheet_v2.pdf"),
        change_note="Approvals added on a page of their own.",
        now=calendar.at(-34, 11),
    )


def _refused_files(calendar: Calendar, cast: Any) -> None:
    """Two files as they come in real life: one cut off on its way, one with a password."""
    whole = documents.pdf("Notes from the water fair", [documents.Sheet("Visitors", ["Thirty-one talks in two days."])])
    commands.create_asset(
        actor=cast.paul,
        file=ContentFile(whole[: len(whole) // 2], name="Water_fair_notes.pdf"),
        title="Notes from the water fair",
        now=calendar.at(-2, 17),
    )
    commands.create_asset(
        actor=cast.mara,
        file=ContentFile(documents.with_password(whole), name="Partner_conditions.pdf"),
        title="Partner conditions",
        now=calendar.at(-1, 11),
    )


def _ratings(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> None:
    for key, who, rating, reason, would_help, day in RATINGS:
        commands.give_feedback(
            actor=getattr(cast, who),
            version=assets[key].versions.order_by("-number")[0],
            rating=rating,
            reason=reason,
            what_would_help=would_help,
            now=calendar.at(day, 16),
        )


def _requests(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> None:
    def ask(who: Any, title: str, why: str, for_whom: str, day: int, **more: Any) -> Any:
        return commands.ask(actor=who, title=title, why=why, for_whom=for_whom, now=calendar.at(day, 9, 20), **more)

    deck = ask(
        cast.aisha,
        "A deck for boards of housing associations",
        "Boards decide in ten minutes and want to see what tenants get.",
        "Housing association",
        -32,
        needed_by=calendar.day(-20),
    )
    deck = commands.accept_request(actor=cast.mara, request=deck, due_on=calendar.day(-21), now=calendar.at(-31, 10))
    deck = commands.deliver_request(
        actor=cast.mara, request=deck, asset=assets["housing-deck"], now=calendar.at(-22, 16)
    )
    commands.confirm_request(actor=cast.aisha, request=deck, now=calendar.at(-21, 9))
    answers = ask(
        cast.lena, "Answers on open protocols for tenders", "Asked in every tender this spring.", "Municipal buyer", -19
    )
    answers = commands.accept_request(
        actor=cast.tom, request=answers, due_on=calendar.day(-14), now=calendar.at(-18, 11)
    )
    commands.deliver_request(actor=cast.tom, request=answers, asset=assets["tender-kit"], now=calendar.at(-15, 15))
    english = ask(
        cast.victor,
        "First-call deck in English",
        "Three Nordic talks begin this month; two of them with people who read no German.",
        "Utility operations manager",
        -11,
        needed_by=calendar.day(6),
    )
    commands.accept_request(actor=cast.mara, request=english, due_on=calendar.day(4), now=calendar.at(-10, 10))
    video = ask(cast.jonas, "A film of the mounting in a pit", "Buyers don't believe the ten minutes.", "", -16)
    commands.decline_request(
        actor=cast.nora,
        request=video,
        reason="A film costs as much as two stories. The installer guide gets photos of each step instead.",
        now=calendar.at(-15, 9),
    )
    ask(
        cast.sam,
        "One page on leak alarms for small works",
        "Riverside works asked for it on the phone. I searched for leak alarm and found only the first-call deck.",
        "Utility operations manager",
        -2,
        searched="leak alarm",
        needed_by=calendar.day(5),
    )
    ask(
        cast.mara,
        "A heating network that would talk to us",
        "For the next customer story: somebody with two winters on Borealis.",
        "Energy officer",
        -5,
        side="sales",
    )


def _talk(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> None:
    notices.comment(
        actor=cast.jonas,
        thing=assets["battle-card"],
        text="@Elena Demir they promise **eight years** between exchanges now. Page two counts with six.",
        now=calendar.at(-4, 16, 10),
    )
    notices.comment(
        actor=cast.elena,
        thing=assets["battle-card"],
        text="Thanks, I have their new sheet. The table changes this week.",
        now=calendar.at(-3, 9, 5),
    )
    notices.follow(actor=cast.sam, thing=assets["battle-card"], now=calendar.at(-3, 10))
