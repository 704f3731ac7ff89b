"""The shapes of what people type about leads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField
from apps.leads import incoming
from apps.leads.commands.definitions import TRIAL_DAYS
from apps.leads.criteria import Kind, Value
from apps.leads.models import Attribute, Import, Lead
from apps.people.editing import EditForm
from apps.people.forms.fields import DateInput
from apps.people.models import Choice, ChoiceList, Member, Role, Side, Team

PREFIX = "attribute:"


class LinesField(forms.CharField):
    """Several values, one on each line."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class _AttributeText(forms.Form):
    label = forms.CharField(label=_("What people call it"), max_length=80)
    choices = LinesField(label=_("Choices"), help_text=_("For a choice: one on each line."))
    missing = LinesField(
        label=_("Values that say nothing"),
        help_text=_(
            "For example “unknown” or -1, one on each line. What is written down from now on counts as missing."
        ),
    )
    known_at_hand_off = forms.BooleanField(
        label=_("Known when the lead is handed over"),
        required=False,
        initial=True,
        help_text=_("What is learned only later can't say who is ready."),
    )


class AttributeChangesForm(EditForm, _AttributeText):
    pass


class AttributeForm(_AttributeText):
    name = forms.RegexField(
        r"^[a-z][a-z0-9_]*$",
        label=_("Name for machines"),
        max_length=60,
        help_text=_("Small letters, digits and _; it stays as it is."),
        error_messages={"invalid": _("Write it in small letters, such as employees or last_visit.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)

    field_order = ["label", "name", "kind", "choices", "missing", "known_at_hand_off"]


class LeadForm(EditForm):
    """A lead with a field for each attribute of the catalogue."""

    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    external_id = forms.CharField(
        label=_("External id"), max_length=120, required=False, help_text=_("As your CRM calls it.")
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for attribute in Attribute.objects.order_by("label", "pk"):
            self.fields[f"{PREFIX}{attribute.name}"] = _field_of(attribute)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        attributes = {name.removeprefix(PREFIX): given.pop(name) for name in list(given) if name.startswith(PREFIX)}
        return {**given, "attributes": {name: _plain(value) for name, value in attributes.items()}}

    @classmethod
    def values_of(cls, row: Lead) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in ("name", "company", "email", "external_id", "source", "revision")}
        return own | {f"{PREFIX}{name}": _typed(value) for name, value in row.attributes.items()}


def _typed(value: Value) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _plain(value: Any) -> Any:
    return None if value in (None, "") else str(value)


def _field_of(attribute: Attribute) -> forms.Field:
    label = attribute.label
    if attribute.kind == Kind.NUMBER:
        return forms.DecimalField(label=label, required=False, max_digits=30)
    if attribute.kind == Kind.DATE:
        return forms.DateField(label=label, required=False, widget=DateInput())
    not_known: list[tuple[str, Any]] = [("", _("Not known"))]
    if attribute.kind == Kind.YES_NO:
        choices = [*not_known, ("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if attribute.kind == Kind.CHOICE:
        choices = [*not_known, *((choice, choice) for choice in attribute.choices)]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.CharField(label=label, required=False, max_length=2000)


class ReturnForm(forms.Form):
    reason = RowField(Choice.objects.none(), label=_("Why does it come back?"), empty_label=_("Choose a reason"))
    note = forms.CharField(
        label=_("Anything that helps the next one"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        reasons: Any = self.fields["reason"]
        reasons.queryset = Choice.objects.current().of(ChoiceList.RETURN_REASON)


class QualifierForm(forms.Form):
    member = RowField(Member.objects.none(), label=_("Who?"), empty_label=_("Choose somebody"))
    capacity = forms.IntegerField(label=_("How many leads at once?"), min_value=1, max_value=100, initial=20)

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Member.objects.active().filter(team__isnull=False)
        members: Any = self.fields["member"]
        members.queryset = (rows if actor.is_admin else rows.filter(team__lead=actor)).order_by("name", "pk")


class UploadForm(forms.Form):
    file = forms.FileField(label=_("CSV file"), help_text=_("The first line names the columns."))
    is_history = forms.TypedChoiceField(
        label=_("What are these leads?"),
        choices=[("new", _("New: sales-ready ones are offered")), ("history", _("History: judged, never offered"))],
        coerce=lambda value: value == "history",
        widget=forms.RadioSelect,
    )


class MappingForm(forms.Form):
    """A choice per column, and what in it says nothing."""

    id_from_row = forms.BooleanField(
        label=_("Make an external id from each row"),
        required=False,
        help_text=_("For files without an id or an e-mail: the same row is the same lead."),
    )

    def __init__(self, *args: Any, source: Import, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source = source
        self.fields["id_from_row"].initial = source.id_from_row
        made = [(f"new:{kind.value}", _("New attribute: %(kind)s") % {"kind": kind.label}) for kind in Kind]
        known = [(target.name, target.label) for target in incoming.targets()]
        for place, column in enumerate(source.header):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column,
                required=False,
                choices=[(incoming.LEAVE_OUT, _("Leave out")), *known, *made],
                initial=source.mapping.get(column, incoming.LEAVE_OUT),
            )
            self.fields[f"missing-{place}"] = forms.CharField(
                label=_("Says nothing in “%(column)s”") % {"column": column}, required=False, max_length=200
            )

    @property
    def columns(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"column-{place}"], self[f"missing-{place}"]) for place in range(len(self.source.header))]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        header = self.source.header
        mapping = {column: given.get(f"column-{place}", "") for place, column in enumerate(header)}
        missing = {
            column: [word.strip() for word in given.get(f"missing-{place}", "").split(",") if word.strip()]
            for place, column in enumerate(header)
        }
        return {"mapping": mapping, "missing": missing, "id_from_row": given.get("id_from_row", False)}


class DefinitionForm(forms.Form):
    """What begins a definition, besides its criteria."""

    title = forms.CharField(label=_("Title"), max_length=200)
    team = RowField(Team.objects.filter(side=Side.SALES).order_by("name"), label=_("Whose qualifiers take the leads?"))
    sales = RowField(Member.objects.active().filter(side=Side.SALES).order_by("name"), label=_("Who agrees for sales?"))
    marketing = RowField(
        Member.objects.active().filter(side=Side.MARKETING).order_by("name"), label=_("Who agrees for marketing?")
    )
    sponsor = RowField(Member.objects.active().with_role(Role.EXECUTIVE).order_by("name"), label=_("Sponsor"))
    trial_days = forms.IntegerField(
        label=_("For how many days is it tried?"),
        initial=TRIAL_DAYS,
        min_value=0,
        max_value=366,
        help_text=_("Gone after them, unless both sides renew it; with 0 it counts until it is amended."),
    )
    text = forms.CharField(
        label=_("What a machine can't check"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("What a machine can't check"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
