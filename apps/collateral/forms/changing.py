"""What is to change on many assets at once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.forms.facets import APPLIES_TO_ALL
from apps.collateral.models import MANY, Audience
from apps.core.choosing import RowField
from apps.people.forms.fields import DateInput
from apps.people.models import Choice, ChoiceList, Member

AS_IT_IS = _("as it is")
ADD, REMOVE, ONLY, ALL, NONE = "add", "remove", "only", "all", "none"
WAYS = [(ADD, _("add what is ticked")), (REMOVE, _("take off what is ticked")), (ONLY, _("only what is ticked"))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DateInput())


class Ticked(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    # The kit shows a box to look through the options where scripts run.
    searchable = True


class ChangeManyForm(forms.Form):
    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=AS_IT_IS)
    audience = forms.ChoiceField(label=_("For"), choices=[("", AS_IT_IS), *Audience.choices], required=False)
    owner: Any = RowField(queryset=None, label=_("Owner"), required=False, empty_label=AS_IT_IS)
    verify_by = _day(_("To be verified by"))
    no_verify_by = forms.BooleanField(label=_("No day to be verified by"), required=False)
    expires_on = _day(_("Last day of use"))
    no_expires_on = forms.BooleanField(label=_("No last day of use"), required=False)
    archive = forms.BooleanField(label=_("Archive them"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        owner: Any = self.fields["owner"]
        kind.queryset = queries.kinds_of_collateral()
        owner.queryset = Member.objects.active().order_by("name", "pk")
        offered = queries.offered_facets()
        self._choices: dict[str, Choice] = {str(one.pk): one for rows in offered.values() for one in rows}
        self._lists = [name for name in MANY if offered[name]]
        for name in self._lists:
            self._offer(name, offered[name])
        language = ChoiceList.LANGUAGE
        spoken = [("", AS_IT_IS), (NONE, _("not said yet")), *((str(one.pk), one.label) for one in offered[language])]
        self.fields[language] = forms.ChoiceField(label=language.label, choices=spoken, required=False)

    def _offer(self, name: ChoiceList, rows: list[Choice]) -> None:
        ways = [
            (ADD, _("add what is ticked")),
            (REMOVE, _("take off what is ticked")),
            (ONLY, _("only what is ticked")),
        ]
        self.fields[f"{name}_how"] = forms.ChoiceField(
            label=_("What to do"), choices=[*ways, (ALL, APPLIES_TO_ALL[name])], initial=ADD, required=False
        )
        options = [(str(one.pk), one.label) for one in rows]
        self.fields[name] = Ticked(label=_("Which"), choices=options, required=False)

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The fields that aren't about the shared lists."""
        return (self[name] for name in (*self.base_fields, ChoiceList.LANGUAGE) if name != "archive")

    @property
    def lists(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Of each shared list its name, what to do, and with what."""
        return ((str(name.label), self[f"{name}_how"], self[name]) for name in self._lists)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """All that was sent, to be sent once more."""
        data: Any = self.data
        return [(name, value) for name in self.fields for value in data.getlist(name)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("verify_by", "expires_on"):
            if said.get(name) and said.get(f"no_{name}"):
                self.add_error(name, _("Either a day, or none."))
        for name in self._lists:
            how, chosen = said.get(f"{name}_how"), said.get(name)
            if how == ONLY and not chosen:
                self.add_error(name, _("Tick those that are to stand there."))
            if how == ALL and chosen:
                self.add_error(name, _("Choose some of them, or all; not both."))
        return said

    @property
    def values(self) -> dict[str, Any]:
        """What was sent, as the command takes it: only what is to change."""
        said = self.cleaned_data
        values = {name: said[name] for name in ("kind", "audience", "owner", "verify_by", "expires_on") if said[name]}
        values |= {name: None for name in ("verify_by", "expires_on") if said[f"no_{name}"]}
        language = ChoiceList.LANGUAGE
        if said[language]:
            values[language.value] = self._choices.get(said[language])
        for how, name in ((ADD, "add"), (REMOVE, "remove")):
            values[name] = [one for each in self._lists if said[f"{each}_how"] == how for one in self._ticked(each)]
        values |= {each.value: self._ticked(each) for each in self._lists if said[f"{each}_how"] == ONLY}
        if for_all := [each.value for each in self._lists if said[f"{each}_how"] == ALL]:
            values["for_all"] = for_all
        return values | {"archive": said["archive"]}

    def _ticked(self, name: ChoiceList) -> list[Choice]:
        return [self._choices[pk] for pk in self.cleaned_data[name]]
