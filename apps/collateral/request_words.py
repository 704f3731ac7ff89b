"""How history and inboxes speak of requests."""

from django.utils.translation import gettext_lazy as _

from apps.collateral.models import WishKind
from apps.core import telling
from apps.trail import acts


def register() -> None:
    """Called once, when the portal starts."""
    acts.name_fields(
        {
            "why": _("Why"),
            "for_whom": _("For whom"),
            "deal": _("Deal"),
            "needed_by": _("Needed by"),
        }
    )
    acts.name_values({"kind": dict(WishKind.choices)})
    acts.register(
        {
            "request.asked": _("asked for it"),
            "request.edited": _("edited it"),
            "request.accepted": _("accepted it: {owner} delivers by {due_on}"),
            "request.started": _("began to work on it"),
            "request.declined": _("declined it"),
            "request.delivered": _("delivered it"),
            "request.confirmed": _("confirmed that it is what was needed"),
            "request.confirmed_by_itself": _("took it as confirmed: nobody spoke, after two reminders"),
            "request.reopened": _("reopened it"),
            "request.handed_over": _("handed it over to {to}"),
            "request.voted": _("needs it too"),
            "request.vote_taken_back": _("no longer needs it"),
            "request.merged": _("merged it into “{into}”"),
            "request.took_in": _("merged “{what}” into it"),
        }
    )
    telling.register(*_to_both_sides(), *_to_followers())


def _to_both_sides() -> list[telling.NoticeKind]:
    """What whoever asks and whoever answers hear of one another."""
    return [
        telling.NoticeKind(
            "request-new",
            _("A request is put to my side"),
            _("{actor} asks for “{title}”"),
            _("You lead the side this is put to."),
            opens=_("Answer the request"),
        ),
        telling.NoticeKind(
            "request-accepted",
            _("My request is accepted"),
            _("{actor} accepted “{title}”: {owner} delivers by {due_on}"),
            _("You asked for this."),
        ),
        telling.NoticeKind(
            "request-given",
            _("A request is given to me"),
            _("{actor} accepted “{title}” and gave it to you: it is to be delivered by {due_on}"),
            _("You are to deliver this."),
        ),
        telling.NoticeKind(
            "request-declined",
            _("My request is declined"),
            _("{actor} declined “{title}”: {reason}"),
            _("You asked for this."),
        ),
        telling.NoticeKind(
            "request-delivered",
            _("My request is delivered"),
            _("{actor} delivered “{title}”: is it what you needed?"),
            _("You asked for this."),
        ),
        telling.NoticeKind(
            "request-confirmed",
            _("What I delivered is confirmed"),
            _("{actor} confirmed “{title}”: it is what they needed"),
            _("You delivered this."),
        ),
        telling.NoticeKind(
            "request-reopened",
            _("What I delivered is sent back"),
            _("{actor} reopened “{title}”: {missing}"),
            _("You delivered this."),
        ),
        telling.NoticeKind(
            "request-voted",
            _("Somebody needs what I asked for or deliver, too"),
            _("{actor} needs “{title}” too"),
            _("You asked for this, or deliver it."),
        ),
        telling.NoticeKind(
            "request-merged",
            _("My request is merged into another"),
            _("{actor} merged “{title}” into “{into}”: it goes on there"),
            _("You asked for this."),
        ),
        telling.NoticeKind(
            "request-silent",
            _("A delivery is taken as confirmed"),
            _("“{title}” is taken as confirmed: after two reminders nobody said that anything is missing"),
            _("You asked for this, deliver it, or follow it."),
        ),
        telling.NoticeKind(
            "request-waiting",
            _("A request waits for my side's answer"),
            _("“{title}” waits for an answer"),
            _("You lead the side this is put to."),
            opens=_("Answer the request"),
        ),
        telling.NoticeKind(
            "request-deliver",
            _("A request I promised is due"),
            _("“{title}” is due"),
            _("You promised to deliver this."),
        ),
        telling.NoticeKind(
            "request-confirm",
            _("A delivery waits for my word"),
            _("“{title}” is delivered: is it what you needed?"),
            _("You asked for this."),
        ),
    ]


def _to_followers() -> list[telling.NoticeKind]:
    """What whoever needs a request too, or follows it, hears of it."""
    lines = {
        "followed-accepted": (
            _("A request I follow is accepted"),
            _("{actor} accepted “{title}”, which you follow: {owner} delivers by {due_on}"),
        ),
        "followed-declined": (
            _("A request I follow is declined"),
            _("{actor} declined “{title}”, which you follow: {reason}"),
        ),
        "followed-delivered": (
            _("A request I follow is delivered"),
            _("{actor} delivered “{title}”, which you follow"),
        ),
        "followed-confirmed": (
            _("A request I follow is confirmed"),
            _("{actor} confirmed “{title}”, which you follow: it is what was needed"),
        ),
        "followed-reopened": (
            _("A request I follow is sent back"),
            _("{actor} reopened “{title}”, which you follow: {missing}"),
        ),
        "followed-merged": (
            _("A request I follow is merged into another"),
            _("{actor} merged “{title}” into “{into}”: you follow that one now"),
        ),
    }
    why = _("You need this too, or follow it.")
    return [telling.NoticeKind(name, label, line, why) for name, (label, line) in lines.items()]
