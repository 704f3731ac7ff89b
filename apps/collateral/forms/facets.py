"""The lists of what an asset is for, as fields of a form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import MANY, Asset
from apps.people.models import Choice, ChoiceList

ALL = "all"
APPLIES_TO_ALL = {
    ChoiceList.PERSONA: _("All personas"),
    ChoiceList.FUNNEL_STAGE: _("All funnel stages"),
    ChoiceList.INDUSTRY: _("All industries"),
    ChoiceList.PRODUCT: _("All products"),
    ChoiceList.REGION: _("All regions"),
}


class SomeOrAll(forms.MultipleChoiceField):
    """Some of a list, or all of it, which is `"all"`."""

    # The kit shows a box to look through the options where scripts run.
    searchable = True

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        if ALL not in given:
            return given
        if len(given) > 1:
            raise forms.ValidationError(_("Choose some of them, or all; not both."), code="all_or_some")
        return ALL


class FacetFields(forms.Form):
    """Added to a form whose `values` a command takes."""

    def offer_facets(self, asset: Asset | None = None) -> None:
        """Put the fields in, with what may be chosen; what `asset` has stays among it."""
        standing = queries.chosen_facets(asset) if asset else {}
        offered = queries.offered_facets(also=[one for rows in standing.values() for one in rows])
        self._choices = {str(one.pk): one for rows in offered.values() for one in rows}
        for name in MANY:
            if offered[name] or (asset and name in asset.for_all):
                options = [(ALL, APPLIES_TO_ALL[name]), *((str(one.pk), one.label) for one in offered[name])]
                self.fields[name] = SomeOrAll(
                    label=name.label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
                )
                self.initial[name] = [ALL] if asset and name in asset.for_all else _ids(standing.get(name, []))
        language = ChoiceList.LANGUAGE
        options = [("", _("not said yet")), *((str(one.pk), one.label) for one in offered[language])]
        self.fields[language] = forms.ChoiceField(label=language.label, choices=options, required=False)
        self.initial[language] = next(iter(_ids(standing.get(language, []))), "")

    @property
    def values(self) -> dict[str, Any]:
        """What was sent, as the command takes it."""
        values: dict[str, Any] = dict(self.cleaned_data)
        values["for_all"] = [name.value for name in MANY if values.get(name) == ALL]
        for name in MANY:
            if name in values:
                chosen = [] if values[name] == ALL else values[name]
                values[name.value] = [self._choices[pk] for pk in chosen]
        return values | {ChoiceList.LANGUAGE.value: self._choices.get(values[ChoiceList.LANGUAGE])}


def standing(asset: Asset) -> Mapping[str, Any]:
    """What stands on an asset, as the form's cleaned data would say it."""
    chosen = queries.chosen_facets(asset)
    some = {name.value: ALL if name in asset.for_all else _ids(chosen[name]) for name in MANY}
    return some | {ChoiceList.LANGUAGE.value: next(iter(_ids(chosen[ChoiceList.LANGUAGE])), "")}


def _ids(rows: list[Choice]) -> list[str]:
    return [str(one.pk) for one in rows]
