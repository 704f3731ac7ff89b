"""The shapes of what is said of a link for a customer, and by the customer."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Share
from apps.people.models import Company


class ExtendShareForm(forms.Form):
    expires_on = forms.DateField(
        label=_("Works until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ShareForm(ExtendShareForm):
    """A link for one customer."""

    field_order = ("recipient", "expires_on", "may_download", "passcode")
    recipient = forms.CharField(
        label=_("For whom?"), max_length=120, help_text=_("A name you know it by: you read it when they open it.")
    )
    may_download = forms.BooleanField(label=_("They may save the file"), required=False, initial=True)
    passcode = forms.CharField(
        label=_("Passcode"),
        max_length=100,
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Tell it to them another way than the link. It isn't shown again."),
    )

    def __init__(self, *args: Any, today: date, company: Company, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["expires_on"] = today + timedelta(days=company.share_days)
        most = today + timedelta(days=company.share_days_most)
        self.fields["expires_on"].widget.attrs |= {"min": today.isoformat(), "max": most.isoformat()}


class OpenForm(forms.Form):
    """What a customer says to open a link: its passcode, where it has one."""

    passcode = forms.CharField(
        label=_("Passcode"), max_length=100, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, share: Share, **options: Any) -> None:
        super().__init__(*args, **options)
        if not share.passcode:
            self.fields["passcode"].required = False
            self.fields["passcode"].widget = forms.HiddenInput()
