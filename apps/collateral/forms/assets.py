"""What is said of an asset."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.forms.facets import FacetFields
from apps.collateral.forms.uploads import NO_CHOICE, summary
from apps.collateral.models import (
    Asset,
    Audience,
)
from apps.core.choosing import RowField
from apps.people.forms.fields import DateInput
from apps.people.models import Member


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=False, widget=DateInput())


class AssetForm(FacetFields):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    summary: Any = summary()
    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=_("not said yet"))
    audience = forms.ChoiceField(label=_("For"), choices=[*NO_CHOICE, *Audience.choices], required=False)
    owner: Any = RowField(queryset=None, label=_("Owner"), empty_label=None)
    release_on = _day(_("Released on"), _("Before that day only those who work on it see it."))
    expires_on = _day(_("Last day of use"), _("After it, it stands in no list and is found by nobody; its page stays."))
    verify_by = _day(_("To be verified by"), _("After it, it is marked as unverified until somebody has looked at it."))

    def __init__(self, data: Any = None, *, asset: Asset) -> None:
        super().__init__(data, initial={name: getattr(asset, name) for name in self.base_fields})
        kind: Any = self.fields["kind"]
        owner: Any = self.fields["owner"]
        kind.queryset = queries.kinds_of_collateral(also=asset.kind)
        owner.queryset = Member.objects.active().order_by("name", "pk")
        self.offer_facets(asset)
