"""What the forms of this app share."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.people.models import Member


def colleagues() -> QuerySet[Member]:
    return Member.objects.active().order_by("name", "pk")


def may_be_given(actor: Member) -> QuerySet[Member]:
    """Who `actor` may make answer for something without asking: admins all, managers their teams, others themselves."""
    if actor.is_admin:
        return colleagues()
    if actor.has_role("manager"):
        return colleagues().filter(team__lead=actor) | colleagues().filter(pk=actor.pk)
    return colleagues().filter(pk=actor.pk)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **options)


def text_field(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000, **options)


class Owned(forms.Form):
    """With the choice of an owner for who has one."""

    owner = RowField(label=_("Owner"), queryset=Member.objects.none())

    def __init__(self, *args: Any, actor: Member, also: Member | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = may_be_given(actor)
        if also is not None:
            choices |= colleagues().filter(pk=also.pk)
        offer(self, owner=choices)
        if not actor.has_role("admin", "manager"):
            del self.fields["owner"]
