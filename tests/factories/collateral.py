"""Assets and requests, made by the commands as people make them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.collateral import commands
from apps.collateral.commands import NewShare
from apps.collateral.models import Asset, AssetVersion, Input, InputAsk, Passage, Request
from apps.people.models import Choice, Member
from tests.cast import NOW
from tests.factories import files


def upload(name: str = "notes.txt", content: bytes = b"Meters for everybody") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def kind_of_collateral(label: str = "Price list") -> Choice:
    made, _ = Choice.objects.get_or_create(list="asset_kind", label=label)
    return made


def make_draft(
    actor: Member, *, name: str = "notes.txt", content: bytes = b"Meters for everybody", **said: Any
) -> Asset:
    """A draft whose file nobody has read yet."""
    return commands.create_asset(actor=actor, file=upload(name, content), now=said.pop("now", NOW), **said)


def make_published(actor: Member, *pages: str, name: str = "notes.txt", now: datetime = NOW, **said: Any) -> Asset:
    """A published text whose pages are known, without the worker's having opened it."""
    pages = pages or ("Meters for everybody",)
    asset = published(make_draft(actor, name=name, content="\f".join(pages).encode(), now=now, **said), now=now)
    know_pages(asset, *pages, now=now)
    return asset


def published(asset: Asset, *, now: datetime = NOW) -> Asset:
    """The asset with what publishing asks for, published by who made it."""
    if asset.kind is None or not asset.audience:
        missing = {"kind": asset.kind or kind_of_collateral(), "audience": asset.audience or "customers"}
        asset = commands.edit_asset(actor=asset.created_by, asset=asset, now=now, **missing)
    return commands.publish_asset(actor=asset.created_by, asset=asset, now=now)[0]


def know_pages(asset: Asset, *pages: str, now: datetime = NOW) -> None:
    """The text of the version in use, as reading it gives it: the child process takes a second for each file."""
    AssetVersion.objects.filter(pk=asset.current_id).update(reading="read", page_count=len(pages), read_at=now)
    Passage.objects.bulk_create(
        [Passage(version_id=asset.current_id, number=number, text=text) for number, text in enumerate(pages, 1)]
    )


def price_list(actor: Member, **said: Any) -> Asset:
    """The price list in whose third page's table, and nowhere else, a rare word stands; really read."""
    asset = published(make_draft(actor, name="Price list 2026.pdf", content=files.pdf(), **said))
    read_all()
    return asset


def read_all(*, now: datetime = NOW) -> int:
    """What the worker does; how many files it read."""
    count = 0
    while commands.read_waiting(now=now):
        count += 1
    return count


def take_all(*, now: datetime = NOW) -> int:
    """What the worker does with batches; how many steps it took."""
    count = 0
    while commands.take_in_waiting(now=now) or commands.publish_waiting(now=now) or commands.remove_archive():
        count += 1
    return count


def ask(actor: Member, title: str = "Case study from healthcare", **said: Any) -> Request:
    return commands.ask(actor=actor, title=title, now=said.pop("now", NOW), **said)


def accepted(request: Request, owner: Member, *, due_on: date = date(2026, 3, 20), now: datetime = NOW) -> Request:
    return commands.accept_request(actor=owner, request=request, due_on=due_on, now=now)


def delivered(request: Request, owner: Member, *, answer: str = "On page 3.", now: datetime = NOW) -> Request:
    return commands.deliver_request(actor=owner, request=request, answer=answer, now=now)


def share(actor: Member, asset: Asset, *, recipient: str = "Jane Doe, Acme", **said: Any) -> NewShare:
    return commands.share_asset(actor=actor, asset=asset, recipient=recipient, now=said.pop("now", NOW), **said)


def in_state(state: str, actor: Member, *, reviewer: Member, **said: Any) -> Asset:
    """A complete piece of `actor`'s that has come to `state` by the usual way."""
    asset = make_draft(actor, kind=kind_of_collateral("Guide"), audience="internal", **said)
    if state in ("published", "archived", "recalled"):
        commands.publish_asset(actor=actor, asset=asset, now=NOW)
    if state in ("in_review", "changes_requested"):
        commands.ask_review(actor=actor, asset=asset, reviewer=reviewer, now=NOW)
    if state == "changes_requested":
        commands.request_changes(actor=reviewer, asset=asset, note="Last year's prices", now=NOW)
    if state == "archived":
        commands.archive_asset(actor=actor, asset=asset, now=NOW)
    if state == "recalled":
        commands.recall_asset(actor=actor, asset=asset, reason="A digit is missing", now=NOW)
    asset.refresh_from_db()
    return asset


def reviewed_kind(label: str = "Battle card") -> Choice:
    """A kind that is reviewed before it goes out."""
    kind = kind_of_collateral(label)
    Choice.objects.filter(pk=kind.pk).update(reviewed=True)
    kind.refresh_from_db()
    return kind


def asked(
    actor: Member, asset: Asset, *members: Member, questions: Sequence[str] = ("Would you say it?",), **said: Any
) -> InputAsk:
    """Input asked for by Friday of `NOW`'s week."""
    said = {"answer_by": date(2026, 3, 13), "now": NOW} | said
    return commands.ask_for_input(actor=actor, asset=asset, members=members, questions=questions, **said)


def answered(given: Input, *, now: datetime = NOW) -> Input:
    """One “yes” for each question, by whoever is asked."""
    answers: list[commands.Answer] = [{"quick": "yes"} for _question in given.ask.questions]
    return commands.give_input(actor=given.member, input=given, answers=answers, now=now)
