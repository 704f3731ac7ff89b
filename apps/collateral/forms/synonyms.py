"""Words that mean the same."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SynonymForm(forms.Form):
    term = forms.CharField(label=_("Who searches for"), max_length=80)
    means = forms.CharField(label=_("also finds"), max_length=80)
    both_ways = forms.BooleanField(label=_("and the other way round"), required=False, initial=True)
