"""My work, the other side and the search, at the machine's door."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.core import things
from apps.core.work import Work
from apps.home import queries
from apps.home.queries.other_side import Row
from apps.people.door import AboutField, Collection, MemberField, Part, resource
from apps.people.models import Member


class WorkOutput(Part):
    """One thing to do, and until when."""

    kind = serializers.CharField()
    what = serializers.CharField()
    about = AboutField()
    title = serializers.CharField()
    when = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    example = {"kind": "task-offered", "what": "Task offered to you", "title": "Case study: Lyon", "when": "today"}


class _Work:
    def __init__(self, when: str, one: Work) -> None:
        self.kind, self.what, self.when = one.kind, str(one.what), when
        self.about, self.title = things.pair(one.thing), things.title(one.thing)
        self.due_at, self.since = one.due_at, one.since


def _my_work(*, viewer: Member, now: datetime) -> list[_Work]:
    groups = queries.my_work(viewer=viewer, now=now)
    return [_Work(group.key, one) for group in groups for one in group.works]


class MyWork(Collection):
    """List my work.

    All that waits for me or is mine and open, on one page, by when it is due: leads of salespeople first, then late,
    today, this week, later, without a date.
    """

    rows = staticmethod(_my_work)
    output = WorkOutput


class OtherSideOutput(Part):
    """Something that the other side works on."""

    about = AboutField()
    title = serializers.CharField()
    owner = MemberField(source="who", allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    follows = serializers.BooleanField()
    helps = serializers.BooleanField()
    example = {"title": "Case study: Lyon", "follows": False, "helps": False}


def _other_side(*, viewer: Member, now: datetime) -> list[Row]:
    found = queries.other_side(viewer=viewer, now=now)
    return [*found.goals, *found.milestones, *found.tasks, *found.requests]


class TheOtherSide(Collection):
    """List what the other side is working on.

    Agreed goals, milestones, tasks and requests that are open, at most twenty of each, on one page.
    """

    rows = staticmethod(_other_side)
    output = OtherSideOutput


class HitOutput(Part):
    """One thing that fits."""

    about = AboutField()
    title = serializers.CharField()
    url = serializers.CharField()
    example = {"title": "Price list 2026", "url": "/collateral/…/"}


class Search(Collection):
    """Search everything.

    What the caller may see and all words of `q` fit, a few of each kind, on one page; the kinds in which a title holds
    the words come first. Less than two letters find nothing.
    """

    output = HitOutput
    words = ("title",)

    def seen(self, **around: Any) -> Any:
        words = self.request.query_params.get("q", "")
        found = queries.search(viewer=self.request.user, words=words)  # type: ignore[arg-type]
        return [hit for hits in found.kinds for hit in hits.rows]


urlpatterns = [
    *resource("work", MyWork),
    *resource("other-side", TheOtherSide),
    *resource("search", Search),
]
