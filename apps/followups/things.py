"""What lower apps know of follow-ups: rules as things, their acts, and what whoever waits is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import navigation, telling, things, undo
from apps.core.telling import NoticeKind
from apps.core.things import Thing
from apps.followups import commands
from apps.followups.models import Rule
from apps.trail import acts


def register() -> None:
    telling.register(
        NoticeKind(
            "follow-up-unanswered",
            label=_("Somebody I wait for doesn't answer reminders"),
            line=_("{name} has been reminded of “{title}” twice; talking may help more than a third mail"),
            why=_("You get this because you wait for it."),
        )
    )
    things.register(
        Thing(
            kind="follow-up-rule",
            label=_("Follow-up rule"),
            model=Rule,
            title=lambda rule: rule.label,
            url=lambda rule: reverse("followups:rule", args=[rule.pk]),
            visible_to=Rule.objects.visible_to,
        )
    )
    acts.register({"follow-up-rule.edited": _("changed when it is reminded of")})
    acts.name_fields(
        {
            "is_on": _("Remind of it"),
            "lead_hours": _("Working hours before it is due"),
            "repeat_days": _("Again after (working days)"),
            "tells_who_waits": _("Tell whoever waits"),
        }
    )
    undo.register("followups.snooze", commands.undo_snooze)
    navigation.register_admin(
        navigation.Entry(50, _("Follow-ups"), "followups:rules", "bell", hint=_("What is reminded of, and when")),
    )
