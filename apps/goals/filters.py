"""How goals and tasks are narrowed, by page and API alike."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.finding import holding_or_of
from apps.core.narrowing import Filters
from apps.goals import queries
from apps.goals.models import (
    Goal,
    GoalSide,
    Milestone,
    Obstacle,
    OwnershipTerm,
    Period,
    ScoreboardLink,
    SmallStep,
    Task,
)
from apps.people.models import Member, Side, Team

GOAL_STATES = [("closed", _("Closed")), *Goal.State.choices]
STATES = [("active", _("To be done")), *Task.State.choices]
DUE = [("overdue", _("Past its date")), ("week", _("In the next seven days")), ("none", _("Without a date"))]
WAITING = [
    ("me", _("Waits for my answer")),
    ("assigned", _("Not yet accepted")),
    ("offered", _("Offered to somebody")),
]


class _Filters(Filters):
    """`mine` is the same everywhere: what the viewer answers for."""

    mine = django_filters.BooleanFilter(method="of_mine", label=_("Mine"), widget=forms.CheckboxInput)

    def of_mine(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.filter(owner=self.request.user) if value else rows


class GoalFilters(_Filters):
    owner = django_filters.ModelChoiceFilter(queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput)
    parent = django_filters.ModelChoiceFilter(queryset=Goal.objects.all(), widget=forms.HiddenInput)
    side = django_filters.ChoiceFilter(choices=GoalSide, label=_("Side"), empty_label=_("Any side"))
    period = django_filters.ModelChoiceFilter(
        queryset=Period.objects.newest_first(), label=_("Period"), empty_label=_("Any period")
    )
    state = django_filters.ChoiceFilter(
        choices=GOAL_STATES, method="in_state", label=_("State"), empty_label=_("Any state")
    )

    def in_state(self, rows: QuerySet[Goal], name: str, state: str) -> QuerySet[Goal]:
        return rows.filter(state__in=Goal.CLOSED if state == "closed" else [state])


class ObstacleFilters(Filters):
    """`mine` is what the viewer can remove: what they hold up."""

    mine = django_filters.BooleanFilter(method="of_mine", label=_("What I hold up"), widget=forms.CheckboxInput)
    remover = django_filters.ModelChoiceFilter(
        queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput
    )
    state = django_filters.ChoiceFilter(
        choices=[("open", _("In the way")), *Obstacle.State.choices],
        method="in_state",
        label=_("State"),
        empty_label=_("Any state"),
    )

    def of_mine(self, rows: QuerySet[Obstacle], name: str, value: bool) -> QuerySet[Obstacle]:
        return rows.filter(remover=self.request.user) if value else rows

    def in_state(self, rows: QuerySet[Obstacle], name: str, state: str) -> QuerySet[Obstacle]:
        return rows.filter(state__in=Obstacle.OPEN if state == "open" else [state])


class ObstaclePageFilters(ObstacleFilters):
    """The list shows what is in the way, unless another state is asked for."""

    q = django_filters.CharFilter(method="with_words", label=_("Words or who can remove it"))

    field_order = ["q", "state", "mine"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "state" not in data:
            data = data.copy()
            data["state"] = "open"
        super().__init__(data, *args, **kwargs)

    def with_words(self, rows: QuerySet[Obstacle], name: str, words: str) -> QuerySet[Obstacle]:
        return rows.filter(Q(what__icontains=words) | Q(remover__name__icontains=words))


class ScoreboardLinkFilters(Filters):
    works = django_filters.ChoiceFilter(
        choices=[("yes", _("Those that work")), ("no", _("Those that no longer work"))],
        method="that_work",
        label=_("Which?"),
        empty_label=_("All links"),
    )

    def that_work(self, rows: QuerySet[ScoreboardLink], name: str, works: str) -> QuerySet[ScoreboardLink]:
        working = Q(pk__in=ScoreboardLink.objects.working().values("pk"))
        return rows.filter(working if works == "yes" else ~working)


class SmallStepFilters(_Filters):
    owner = django_filters.ModelChoiceFilter(queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput)
    follows_goal = django_filters.ModelChoiceFilter(queryset=Goal.objects.all(), widget=forms.HiddenInput)
    team = django_filters.ModelChoiceFilter(
        queryset=Team.objects.order_by("name", "pk"), label=_("Team"), empty_label=_("Any team")
    )
    state = django_filters.ChoiceFilter(choices=SmallStep.State, label=_("State"), empty_label=_("Any state"))


class SmallStepPageFilters(SmallStepFilters):
    q = django_filters.CharFilter(method="with_words", label=_("Words or owner"))

    field_order = ["q", "team", "state", "mine"]

    def with_words(self, rows: QuerySet[SmallStep], name: str, words: str) -> QuerySet[SmallStep]:
        said = Q(practice__icontains=words) | Q(sign__icontains=words) | Q(learned__icontains=words)
        return rows.filter(said | Q(owner__name__icontains=words))


class MilestoneFilters(_Filters):
    owner = django_filters.ModelChoiceFilter(queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput)
    goal = django_filters.ModelChoiceFilter(queryset=Goal.objects.order_by("title", "pk"), label=_("Goal"))
    done = django_filters.BooleanFilter(field_name="done_at", lookup_expr="isnull", exclude=True, label=_("Done"))

    class Meta:
        model = Milestone
        fields: list[str] = []


class TaskFilters(_Filters):
    owner = django_filters.ModelChoiceFilter(queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput)
    side = django_filters.ChoiceFilter(
        field_name="owner__side", choices=Side, label=_("Side"), empty_label=_("Any side")
    )
    goal = django_filters.ModelChoiceFilter(
        queryset=Goal.objects.order_by("title", "pk"), method="under", label=_("Goal"), empty_label=_("Any goal")
    )
    team = django_filters.ModelChoiceFilter(
        field_name="owner__team", queryset=Team.objects.all(), widget=forms.HiddenInput
    )
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("State"), empty_label=_("Any state"))
    due = django_filters.ChoiceFilter(choices=DUE, method="due_when", label=_("Due"), empty_label=_("Any date"))
    waiting = django_filters.ChoiceFilter(
        choices=WAITING, method="waiting_for", label=_("Answer"), empty_label=_("Answered or not")
    )

    def under(self, rows: QuerySet[Task], name: str, goal: Goal) -> QuerySet[Task]:
        return rows.filter(queries.tasks_under(goal))

    def in_state(self, rows: QuerySet[Task], name: str, state: str) -> QuerySet[Task]:
        return rows.filter(state__in=Task.ACTIVE if state == "active" else [state])

    def due_when(self, rows: QuerySet[Task], name: str, when: str) -> QuerySet[Task]:
        if when == "none":
            return rows.filter(due_on__isnull=True)
        today = queries.today(timezone.now())
        if when == "week":
            return rows.filter(due_on__range=(today, today + timedelta(days=7)))
        return rows.filter(due_on__lt=today, state__in=Task.ACTIVE)

    def waiting_for(self, rows: QuerySet[Task], name: str, what: str) -> QuerySet[Task]:
        terms = OwnershipTerm.objects.to_answer()
        terms = terms.filter(member=self.request.user) if what == "me" else terms.filter(state=what)
        return rows.filter(pk__in=terms.values("task"))


class GoalPageFilters(GoalFilters):
    """The list's own box for words comes first; it shows what is open, unless another state is asked for."""

    q = django_filters.CharFilter(method="with_words", label=_("Words or owner"))

    field_order = ["q", "state", "side", "period", "mine"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "state" not in data:
            data = data.copy()
            data["state"] = Goal.State.ACTIVE
        super().__init__(data, *args, **kwargs)

    def with_words(self, rows: QuerySet[Goal], name: str, words: str) -> QuerySet[Goal]:
        return rows.filter(holding_or_of(words, "title", "why", owner=Member.objects.all()))


class TaskPageFilters(TaskFilters):
    """The list shows what is still to be done, unless another state is asked for."""

    q = django_filters.CharFilter(method="with_words", label=_("Words or owner"))

    field_order = ["q", "state", "side", "goal", "due", "waiting", "mine"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "state" not in data:
            data = data.copy()
            data["state"] = "active"
        super().__init__(data, *args, **kwargs)

    def with_words(self, rows: QuerySet[Task], name: str, words: str) -> QuerySet[Task]:
        return rows.filter(holding_or_of(words, "title", "detail", owner=Member.objects.all()))


class GroupedFilters(TaskPageFilters):
    """Who spreads the work looks at a team at a time; how it is grouped stays while it is narrowed."""

    by = django_filters.ChoiceFilter(choices=list(queries.BY.items()), method="all_the_same", widget=forms.HiddenInput)
    team = django_filters.ModelChoiceFilter(
        field_name="owner__team",
        queryset=Team.objects.order_by("name", "pk"),
        label=_("Team"),
        empty_label=_("Any team"),
    )

    field_order = ["q", "team", "state", "side", "goal", "due", "waiting", "mine"]

    def all_the_same(self, rows: QuerySet[Task], name: str, by: str) -> QuerySet[Task]:
        return rows


class BoardFilters(TaskPageFilters):
    """A board has its states side by side."""

    state = None

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super(TaskPageFilters, self).__init__(data, *args, **kwargs)
