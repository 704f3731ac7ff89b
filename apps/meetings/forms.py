"""The shapes of what people type about meetings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, RowsField, offer, offer_alike
from apps.goals.forms import ObstacleForm
from apps.meetings import policy
from apps.meetings.models import AgendaItem, Coming, Entry, Every, Meeting, MeetingSide, Series
from apps.people import queries as people
from apps.people.editing import EditForm
from apps.people.models import Member, Team

WRITTEN = [(kind.value, kind.label) for kind in Entry.Kind if kind != Entry.Kind.OBSTACLE]


def colleagues() -> QuerySet[Member]:
    return Member.objects.active().order_by("name", "pk")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **options)


def time_field(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=TimeInput(), **options)


def text_field(label: Any, *, rows: int = 3, most: int = 4000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, **options)


def minutes_field(label: Any, *, least: int = 5, most: int = 1440, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **options)


def people_field(label: Any, **options: Any) -> Any:
    return RowsField(
        label=label, queryset=colleagues(), widget=forms.SelectMultiple(attrs={"size": 6}), required=False, **options
    )


class _SeriesForm(forms.Form):
    title = forms.CharField(label=_("What is it called?"), max_length=200)
    purpose = text_field(_("What for?"), required=False)
    side = forms.ChoiceField(label=_("Whose meeting is it?"), choices=MeetingSide, initial=MeetingSide.JOINT)
    place = forms.CharField(label=_("Place or link"), max_length=500, required=False)
    facilitator: Any = RowField(label=_("Who runs it?"), queryset=Member.objects.none())
    scribe: Any = RowField(
        label=_("Who records it?"), queryset=Member.objects.none(), required=False, empty_label=_("Who runs it")
    )
    members = people_field(_("Who is asked?"), help_text=_("Hold Ctrl to choose several; you are asked in any case."))
    teams: Any = RowsField(
        label=_("Whole teams"),
        queryset=Team.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With their liaisons of the other side; who joins later is asked, too."),
    )
    is_open = forms.BooleanField(label=_("All members may read the closed minutes"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, facilitator=colleagues(), scribe=colleagues())
        if not policy.may_invite_teams(actor):
            del self.fields["teams"]


class ScheduleForm(_SeriesForm):
    every = forms.ChoiceField(label=_("How often?"), choices=Every, initial=Every.WEEK)
    first_on = day_field(_("First on"), help_text=_("The day of the week follows from it."))
    at = time_field(_("At"))
    minutes = minutes_field(_("Minutes"), initial=60)
    zone = forms.CharField(label=_("In which time zone?"), max_length=60)

    field_order = [
        "title",
        "every",
        "first_on",
        "at",
        "minutes",
        "zone",
        "place",
        "members",
        "teams",
        "side",
        "purpose",
        "facilitator",
        "scribe",
        "is_open",
    ]

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.fields["zone"].initial = people.company().time_zone
        self.fields["facilitator"].initial = actor


class SeriesChangesForm(EditForm, _SeriesForm):
    @classmethod
    def values_of(cls, row: Series) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in cls.base_fields if name not in ("members", "teams")}
        return plain | {"members": list(row.members.all()), "teams": list(row.teams.all())}


class RescheduleForm(forms.Form):
    first_on = day_field(_("From which day on?"), help_text=_("What was held stays as it was."))
    at = time_field(_("At"))
    every = forms.ChoiceField(label=_("How often?"), choices=Every)
    minutes = minutes_field(_("Minutes"))
    zone = forms.CharField(label=_("In which time zone?"), max_length=60)


class MoveForm(forms.Form):
    on = day_field(_("To which day?"))
    at = time_field(_("At"))
    minutes = minutes_field(_("Minutes"))


class ReasonForm(forms.Form):
    reason = text_field(_("Why?"), most=500)


class EndForm(forms.Form):
    reason = text_field(_("Why?"), most=500, required=False)


class AnswerForm(forms.Form):
    """The answer is the button that is pressed."""

    answer = forms.ChoiceField(choices=Coming, widget=forms.HiddenInput)
    line = forms.CharField(label=_("A line with it"), max_length=300, required=False)
    for_all = forms.BooleanField(label=_("For all dates of this series"), required=False)


class ItemForm(forms.Form):
    title = forms.CharField(label=_("What should we talk about?"), max_length=200)
    detail = text_field(_("What one needs to know before"), required=False)
    minutes = minutes_field(_("Minutes"), least=0, most=480, initial=10)


class ItemChangesForm(EditForm, ItemForm):
    pass


class WhereForm(forms.Form):
    """To which place of the agenda."""

    to = forms.IntegerField(min_value=1, max_value=10_000)


class EntryForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=WRITTEN, initial=Entry.Kind.NOTE, widget=forms.RadioSelect)
    item: Any = RowField(
        label=_("For which item?"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("None of them")
    )
    text = text_field(_("In words"), rows=2, most=10_000)
    owner: Any = RowField(
        label=_("Who does it?"), queryset=Member.objects.none(), required=False, empty_label=_("Choose somebody")
    )
    due_on = day_field(_("Until when?"), required=False)
    review_on = day_field(_("When do we look at it again?"), required=False)
    concerned = people_field(_("Whom does it concern?"))

    def __init__(self, *args: Any, meeting: Meeting, items: Iterable[AgendaItem] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        standing = meeting.items.standing().order_by("position", "pk")
        offer(self, item=standing, owner=colleagues())
        offer_alike(self, standing if items is None else items, "item")
        offer_alike(self, colleagues(), "owner", "concerned")


class WriteObstacleForm(ObstacleForm):
    """What is in the way, as anywhere else, and under which item it came up."""

    item: Any = RowField(
        label=_("For which item?"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("None of them")
    )

    field_order = [*ObstacleForm.field_order, "item"]

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, item=meeting.items.standing().order_by("position", "pk"))


class EntryChangesForm(EditForm):
    text = text_field(_("In words"), rows=5, most=10_000)


class DecisionChangesForm(EntryChangesForm):
    review_on = day_field(_("When do we look at it again?"), required=False)


class CloseForm(forms.Form):
    park: Any = RowsField(
        label=_("What isn't carried over, but parked"),
        queryset=AgendaItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Parked items stay among the suggestions. All others go to the next meeting."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        left = meeting.items.filter(state="open", entries__isnull=True).order_by("position", "pk")
        offer(self, park=left)
        if not left:
            del self.fields["park"]


class AddendumForm(forms.Form):
    text = text_field(_("What is to be added or put right?"), rows=4, most=10_000)
