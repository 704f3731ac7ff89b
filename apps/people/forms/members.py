"""One's own page, other members, invitations, absence, tokens."""

from datetime import date, timedelta
from itertools import islice
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core import things
from apps.core.choosing import RowField, offer
from apps.core.worktime import WorkingTime
from apps.people.door.scopes import known_scopes, scope_words
from apps.people.editing import EditForm
from apps.people.forms.fields import (
    DateInput,
    line_field,
    person_field,
    roles_field,
    side_field,
    team_field,
    time_field,
    zone_field,
)
from apps.people.models import Invitation, Member, Theme
from apps.people.queries.people import Owned


class ProfileForm(EditForm):
    name = line_field(_("Name"), 120)
    job_title = line_field(_("Job title"), 120, required=False)
    time_zone = zone_field()
    hours_from = time_field(_("My day begins at"))
    hours_until = time_field(_("My day ends at"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Look"), choices=Theme.choices)
    shortcuts = forms.BooleanField(label=_("Keyboard shortcuts"), required=False)


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("A picture of you"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, up to 5 MB. Its middle is cut out as a square."),
    )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)
    next = forms.CharField(required=False)


class MemberForm(EditForm):
    name = line_field(_("Name"), 120)
    job_title = line_field(_("Job title"), 120, required=False)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with it."))
    side = side_field()
    team = team_field()


class RolesForm(EditForm):
    roles = roles_field()


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    name = line_field(_("Name"), 120)
    job_title = line_field(_("Job title"), 120, required=False)
    side = side_field()
    team = team_field()
    roles = roles_field()


class AcceptForm(forms.Form):
    """Who accepts chooses how they are called and their password."""

    name = line_field(_("Your name"), 120)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more. A few words that only you put together are easiest to remember."),
    )

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        self._invitation = invitation

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Member(email=self._invitation.email, name=self.cleaned_data.get("name", "")))
        return password


class AbsenceForm(forms.Form):
    """ "Away until Thursday" is one tap and one button; everything else is there to be changed."""

    until = forms.ChoiceField(label=_("Back after"), widget=forms.RadioSelect, required=False)
    until_on = forms.DateField(label=_("or another last day away"), widget=DateInput, required=False)
    from_on = forms.DateField(
        label=_("First day away"), widget=DateInput, required=False, help_text=_("Today, if empty.")
    )
    deputy = person_field(_("Deputy"), help_text=_("Gets what is urgent meanwhile."))

    def __init__(self, *args: Any, member: Member, today: date, working: WorkingTime, **options: Any) -> None:
        super().__init__(*args, **options)
        ahead = (today + timedelta(days=days) for days in range(1, 60))
        days = [today, *islice(filter(working.is_working_day, ahead), 6)]
        self.fields["until"].choices = [(day.isoformat(), _day_words(day, today)) for day in days]  # type: ignore[attr-defined]
        deputies = self.fields["deputy"].queryset  # type: ignore[attr-defined]
        offer(self, deputy=deputies.exclude(pk=member.pk))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        picked = given.pop("until", "")
        last = given.get("until_on") or (forms.DateField().clean(picked) if picked else None)
        if last is None and "until_on" not in self.errors:
            self.add_error("until", _("Say which is your last day away."))
        return given | {"until_on": last}


def _day_words(day: date, today: date) -> str:
    if day == today:
        return str(_("today"))
    return date_format(day, "l") if day < today + timedelta(days=7) else date_format(day, "l j F")


class TokenForm(forms.Form):
    name = line_field(_("What it is for"), 80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself."),
    )
    days = forms.TypedChoiceField(
        label=_("Works for"),
        choices=[(7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year"))],
        coerce=int,
        initial=90,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scopes"].choices = [(scope, scope_words(scope)) for scope in known_scopes()]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Who gets what: one successor for all, and another for each thing that goes elsewhere."""

    successor = person_field(
        _("Everything goes to"), required=True, help_text=_("Their manager, unless you name another.")
    )

    def __init__(self, *args: Any, member: Member, owned: list[Owned], **options: Any) -> None:
        super().__init__(*args, **options)
        self._owned = owned
        others = Member.objects.active().exclude(pk=member.pk).order_by("name")
        offer(self, successor=others)
        for place, one in enumerate(owned):
            self.fields[f"to_{place}"] = RowField(
                others,
                label=f"{capfirst(one.label)}: {one.title}",
                required=False,
                to_field_name="email",
                widget=forms.TextInput(attrs={"list": "colleagues", "placeholder": _("as above")}),
                error_messages={"invalid_choice": _("Choose the address of somebody who is here.")},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = {one.pair: given.get(f"to_{place}") for place, one in enumerate(self._owned)}
        successors: dict[things.Pair, Member] = {pair: to for pair, to in named.items() if to is not None}
        return {"successor": given.get("successor"), "successors": successors}

    def rows(self) -> list[tuple[Owned, forms.BoundField]]:
        return [(one, self[f"to_{place}"]) for place, one in enumerate(self._owned)]
