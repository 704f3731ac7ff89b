"""What the rest of Accord knows of input on drafts."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.collateral import commands
from apps.collateral.models import Asset, Input
from apps.core import telling, things, undo
from apps.people.models import Member
from apps.trail import acts


def input_url(given: Input) -> str:
    return reverse("collateral:input", args=[given.pk])


def _visible_to(viewer: Any) -> QuerySet[Input]:
    return Input.objects.visible_to(viewer).select_related("ask__asset")


def _inputs_of(member: Member) -> QuerySet[Input]:
    """What they are still asked for; what they answered keeps their name."""
    rows = Input.objects.filter(member=member, state=Input.State.OPEN)
    return rows.select_related("ask__asset", "ask__asked_by").defer("ask__asset__search")


def _still_due(given: Input, kind: str, recipient: Any) -> bool:
    if kind in ("input-to-give", "input-asked"):
        return Input.objects.waiting().filter(pk=given.pk, member=recipient).exists()
    if kind == "input-out":
        return given.ask.asset.state == Asset.State.PUBLISHED
    left = {"input-declined": Input.State.DECLINED, "input-withdrawn": Input.State.ENDED}
    return given.state == left.get(kind, given.state)


def register() -> None:
    things.register(
        things.Thing(
            kind="input",
            label=_("Input"),
            model=Input,
            title=lambda given: given.ask.asset.title,
            url=input_url,
            visible_to=_visible_to,
            involved=lambda given: [given.member, given.ask.asked_by],
            owned_by=_inputs_of,
            hand_over=commands.hand_over_inputs,
            counted=lambda count: ngettext("%d draft to give input on", "%d drafts to give input on", count) % count,
            still_due=_still_due,
            talked_about_at=lambda given: given.ask.asset,
        )
    )
    acts.register(
        {
            "asset.input_asked": _("asked {who} for input on version {number}"),
            "asset.input_given": _("gave input on version {number}"),
            "asset.input_declined": _("couldn't give input"),
            "asset.input_thanked": _("thanked {to} for the input"),
            "asset.input_withdrawn": _("no longer asks for input"),
            "asset.input_handed_over": _("asks {to} for the input instead"),
            "asset.input_asked_again": _("asks for the input again"),
            "asset.input_open_again": _("can give input after all"),
        }
    )
    undo.register("input-withdrawn", commands.undo_withdraw_ask)
    undo.register("input-declined", commands.undo_decline_input)
    _register_notices()


def _register_notices() -> None:
    asked = _("You sell: whoever makes it wants to know what you think before it goes out.")
    telling.register(
        telling.NoticeKind(
            "input-asked",
            _("I am asked for input on a draft"),
            _("{actor} asks for your input on “{title}”"),
            asked,
        ),
        telling.NoticeKind(
            "input-to-give",
            _("A draft waits for my input"),
            _("“{title}” waits for your input: it takes a minute"),
            asked,
        ),
        telling.NoticeKind(
            "input-withdrawn",
            _("My input is no longer needed"),
            _("{actor} no longer needs your input on “{title}”"),
            _("You were asked for input on this draft."),
        ),
        telling.NoticeKind(
            "input-thanked",
            _("Somebody thanks me for input"),
            _("{actor} thanks you for your input on “{title}”"),
            _("You gave input on this draft."),
        ),
        telling.NoticeKind(
            "input-given",
            _("Input I asked for is there"),
            _("{actor} gave input on “{title}”"),
            _("You asked for it, or answer for this collateral."),
        ),
        telling.NoticeKind(
            "input-declined",
            _("Somebody I asked for input can't give it"),
            _("{actor} can't give input on “{title}”: {reason}"),
            _("You asked for it, or answer for this collateral: you may ask somebody else."),
        ),
        telling.NoticeKind(
            "input-open-again",
            _("Somebody I asked for input can give it after all"),
            _("{actor} can give input on “{title}” after all"),
            _("You asked for it, or answer for this collateral."),
        ),
        telling.NoticeKind(
            "input-out",
            _("What I gave input on is out"),
            _("“{title}” is out, with your input"),
            _("You gave input on this draft."),
        ),
    )
