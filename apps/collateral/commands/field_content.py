"""What salespeople made themselves: submitted, submitted again, adopted as it is or adapted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.commands.assets import edit_asset, take_in
from apps.collateral.commands.crediting import to_be_adopted
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.commands.reviewing import (
    approve_asset,
    ask_review,
    before_reviewer,
    end_waiting,
    let_out,
    put_before,
)
from apps.collateral.commands.versions import add_version, put_up, taken_in
from apps.collateral.models import Asset, Audience, Check, FieldContent, Review, Scan, Verdict
from apps.collateral.queries.reviews import last_reviewer, others_to_review, reviewer_for
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.holding import lock_members
from apps.people.models import Choice, Member
from apps.trail import commands as trail


class NotOnTheList(Refused):
    """The checklist has lines of its own."""


@transaction.atomic
def submit_field_content(
    *,
    actor: Member,
    kind: Choice,
    used_where: str,
    now: datetime,
    checks: Iterable[str] = (),
    persona: Sequence[Choice] = (),
    file: "File[Any] | None" = None,
    link: str = "",
    text: str = "",
    title: str = "",
    summary: str = "",
) -> FieldContent:
    """Hand in what one made oneself; a marketer decides what becomes of it.

    Args:
        used_where: with whom, or on what occasion.
        checks: what of the checklist one has looked at; the rest is for the reviewer to look at.
        file, link, text: as in `create_asset`.
    """
    require(policy.may_submit(actor))
    where, checked = _where(used_where), _checked(checks)
    reviewer = reviewer_for({actor.pk}, now=now)
    lock_members([actor.pk, reviewer.pk])
    asset = take_in(
        actor=actor, now=now, file=file, link=link, text=text, title=title, summary=summary, kind=kind,
        audience=Audience.INTERNAL, persona=persona,
    )  # fmt: skip
    content = FieldContent.objects.create(
        asset=asset, made_by=actor, submitted_at=now, used_where=where, checks=checked
    )
    trail.record(actor=actor, act="asset.submitted", about=asset, now=now, where=where)
    put_before(reviewer, asset, moving.in_use(asset), actor=actor, now=now)
    change(asset, {"state": Asset.State.IN_REVIEW})
    return content


@transaction.atomic
def submit_again(
    *,
    actor: Member,
    asset: Asset,
    used_where: str,
    now: datetime,
    checks: Iterable[str] = (),
    change_note: str = "",
    file: "File[Any] | None" = None,
    link: str = "",
    text: str = "",
    revision: int | None = None,
) -> Asset:
    """Put what was sent back before its reviewer once more, with another file, link or text where one is given."""
    require(policy.may_edit_asset(actor, asset))
    where, checked = _where(used_where), _checked(checks)
    content = _unadopted(asset)
    reviewer = last_reviewer(asset, authors={actor.pk, content.made_by_id}, now=now)
    lock_members([actor.pk, reviewer.pk])
    asset = locked(asset, revision=revision)
    moving.refuse_unless(asset, "ask_review")
    if file or link or text.strip():
        note = change_note.strip() or _("Changed as asked")
        add_version(actor=actor, asset=asset, change_note=note, now=now, file=file, link=link, text=text)
    changed = change(content, {"used_where": where, "checks": checked})
    if changed:
        trail.record(actor=actor, act="asset.edited", about=asset, now=now, changes=changed)
    return ask_review(actor=actor, asset=asset, reviewer=reviewer, now=now)


@transaction.atomic
def adopt_field_content(
    *,
    actor: Member,
    asset: Asset,
    now: datetime,
    audience: str = "",
    note: str = "",
    change_note: str = "",
    file: "File[Any] | None" = None,
    link: str = "",
    text: str = "",
    revision: int | None = None,
) -> Asset:
    """Take it into the library with credit: as it is, or adapted by the file, link or text that is given.

    An adapted version of a kind that is reviewed goes before another marketer first, as any new version does.
    """
    kept = taken_in(file, link, text, title=asset.title) if file or link or text.strip() else None
    next_one = _next_reviewer(actor, asset, now=now)
    lock_members([actor.pk, next_one.pk])
    asset, review = before_reviewer(actor, asset, "approve", revision)
    content = _unadopted(asset)
    moving.refuse_incomplete(asset)
    if audience and audience != asset.audience:
        asset = edit_asset(actor=actor, asset=asset, now=now, audience=audience)
    if kept is None:
        return approve_asset(actor=actor, asset=asset, note=note, now=now)
    end_waiting(asset, now=now)
    number = review.version.number + 1
    said_new = change_note.strip() or _("Adapted by marketing")
    version = put_up(asset, kept, actor, now, number=number, change_note=said_new)
    facts = {"number": number, "file": kept.name, "note": said_new}
    trail.record(actor=actor, act="asset.replaced", about=asset, now=now, **facts)
    if next_one != actor and ((asset.kind is not None and asset.kind.reviewed) or version.scan == Scan.PENDING):
        put_before(next_one, asset, version, actor=actor, now=now)
        return asset
    adapted = Review.objects.create(
        asset=asset, version=version, asked_by=content.made_by, asked_at=now, reviewer=actor, note=note.strip(),
        verdict=Verdict.APPROVED, own=next_one == actor, decided_at=now,
    )  # fmt: skip
    return let_out(asset, adapted, actor=actor, now=now)


def _next_reviewer(actor: Member, asset: Asset, *, now: datetime) -> Member:
    """Who looks at what `actor` adapts; themselves where nobody else could."""
    return reviewer_for({actor.pk}, now=now) if others_to_review({actor.pk}).exists() else actor


def _unadopted(asset: Asset) -> FieldContent:
    content = to_be_adopted(asset)
    if content is None:
        raise WrongState(_("“%(title)s” isn't waiting to be adopted.") % {"title": asset})
    return content


def _where(used_where: str) -> str:
    return said(used_where, _("Say where you used it: with whom, or on what occasion."))


def _checked(checks: Iterable[str]) -> list[str]:
    """In the order of the list."""
    given = set(checks)
    if unknown := given.difference(Check.values):
        raise NotOnTheList(_("“%(line)s” isn't on the checklist.") % {"line": min(unknown)})
    return [value for value in Check.values if value in given]
