"""The shape of a use in a deal, and what one's own uses and scorecards are narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DealForm(forms.Form):
    deal = forms.CharField(
        label=_("Deal"),
        max_length=100,
        help_text=_("The id it has in the CRM. Only you read that it was you; others read counts."),
    )
