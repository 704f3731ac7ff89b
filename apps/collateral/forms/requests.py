"""Wishes to the other side, and what becomes of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import (
    KINDS_PUT_TO,
    Asset,
    Request,
    WishKind,
    WishSide,
)
from apps.core.choosing import RowField
from apps.people.models import Member, Role


class RequestForm(forms.Form):
    """The words of a wish."""

    kind = forms.ChoiceField(label=_("What kind of wish?"), choices=WishKind.choices)
    title = forms.CharField(label=_("What do you need?"), max_length=200)
    why = forms.CharField(
        label=_("Why, and what for?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    for_whom = forms.CharField(
        label=_("For whom?"), max_length=200, required=False, help_text=_("A buyer, an industry, a colleague.")
    )
    deal = forms.CharField(
        label=_("For which deal?"), max_length=100, required=False, help_text=_("Its number in your CRM.")
    )
    needed_by = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _put_to(side: WishSide) -> tuple[str, list[tuple[str, Any]]]:
    return PUT_TO[side], [(kind.value, kind.label) for kind in KINDS_PUT_TO[side]]


PUT_TO: dict[WishSide, Any] = {
    WishSide.MARKETING: _("Answered by marketing"),
    WishSide.SALES: _("Answered by sales"),
}


class AskForm(RequestForm):
    """A new wish; the kinds that one's own side asks of the other come first."""

    searched = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, first: WishSide, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"kind": KINDS_PUT_TO[first][0]} | initial)
        kind: Any = self.fields["kind"]
        kind.choices = [_put_to(side) for side in sorted(WishSide, key=lambda side: side != first)]


class EditRequestForm(RequestForm):
    """What can be said better of a wish; it stays with the side that it was put to."""

    def __init__(self, data: Any = None, *, wish: Request) -> None:
        super().__init__(data, initial={name: getattr(wish, name) for name in self.base_fields})
        kind: Any = self.fields["kind"]
        kind.choices = _put_to(WishSide(wish.side))[1]


class AcceptForm(forms.Form):
    due_on = forms.DateField(label=_("Delivered by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    owner: Any = forms.ModelChoiceField(
        queryset=None, label=_("Who delivers it"), required=False, empty_label=_("I do myself")
    )

    def __init__(self, data: Any = None, *, wish: Request, viewer: Member, due_on: date | None = None) -> None:
        super().__init__(data, initial={"due_on": due_on})
        owner: Any = self.fields["owner"]
        of_the_side = Member.objects.active().filter(side=wish.side).exclude(pk=viewer.pk)
        owner.queryset = of_the_side.with_role(Role.SALESPERSON, Role.MARKETER, Role.MANAGER).order_by("name", "pk")


# What is said most often, for one tap.
READY_REASONS = (
    _("There is no room for it before the date you need it by."),
    _("It would help too few of us for the work it takes."),
    _("We lack the facts for it. Tell us more in the discussion, and ask again."),
    _("It isn't ours to do. The directory says whom to turn to."),
)


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ReopenForm(forms.Form):
    missing = forms.CharField(label=_("What is missing"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class VoteForm(forms.Form):
    why = forms.CharField(
        label=_("Why do you need it?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    deal = forms.CharField(label=_("For which deal?"), max_length=100, required=False)


class MergeForm(forms.Form):
    into: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("The request in which it goes on"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose one."), "invalid_choice": _("It isn't open any more. Choose another.")},
    )

    def __init__(self, data: Any = None, *, offered: list[Request]) -> None:
        super().__init__(data)
        into: Any = self.fields["into"]
        # Only some are offered; any open one is taken, and the command says why not.
        into.queryset = Request.objects.open()
        into.choices = [(row.pk, row.title) for row in offered]


class DeliverForm(forms.Form):
    asset: Any = RowField(
        queryset=None, label=_("Collateral"), required=False, widget=forms.RadioSelect, empty_label=_("no collateral")
    )
    answer = forms.CharField(
        label=_("Your answer"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, deliverable: Iterable[Asset], viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        asset: Any = self.fields["asset"]
        # Only some are offered; any that may be delivered is taken.
        asset.queryset = Asset.objects.visible_to(viewer).usable()
        asset.choices = [("", _("no collateral")), *((row.pk, row.title) for row in deliverable)]
