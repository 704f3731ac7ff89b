"""How histories and inboxes tell what happens here."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import AT_ONCE, NoticeKind

ACTS = {
    "attribute.added": _("added the attribute"),
    "attribute.edited": _("changed the attribute"),
    "lead.created": _("wrote the lead down"),
    "lead.edited": _("changed what is known of it"),
    "lead.handed_over": _("handed it over to {to}"),
    "lead.offered": _("offered it to {to}"),
    "lead.taken_from_leaver": _("took it back from {to}, who leaves"),
    "lead.not_answered": _("took the offer back, because {to} didn't answer in time"),
    "lead.accepted": _("took the lead"),
    "lead.returned": _("returned it to marketing"),
    "lead.contact_reached": _("reached them"),
    "lead.contact_no_answer": _("tried to reach them; no answer yet"),
    "lead.contact_mailed": _("wrote them a mail"),
    "definition.started": _("began the definition"),
    "definition.written": _("worked on the criteria"),
    "import.uploaded": _("uploaded the file"),
    "import.mapped": _("said which column goes where"),
    "import.started": _("began the import"),
    "import.done": _("{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected"),
    "qualifier.named": _("named them qualifier, for up to {capacity} leads at once"),
    "qualifier.ended": _("took the mark off"),
}

NOTICES = (
    NoticeKind(
        "hand-off-offered",
        label=_("A lead is offered to me"),
        line=_("“{title}” is sales-ready and offered to you: take it, or return it with a reason."),
        why=_("You are a qualifier, and it was your turn."),
        rhythm=AT_ONCE,
        urgent=True,
        opens=_("Take it or return it"),
    ),
    NoticeKind(
        "hand-off-late",
        label=_("A lead isn't taken in time"),
        line=_("{name} didn't answer “{title}” in time, so it goes to the next qualifier."),
        why=_("You lead their team."),
    ),
    NoticeKind(
        "lead-accepted",
        label=_("A lead I brought is taken"),
        line=_("{actor} took “{title}”."),
        why=_("You brought the lead."),
    ),
    NoticeKind(
        "lead-returned",
        label=_("A lead I brought is returned"),
        line=_("{actor} returned “{title}”: {reason}"),
        why=_("You brought the lead, or you answer for it now."),
    ),
    NoticeKind(
        "first-contact",
        label=_("A lead of mine waits for the first contact"),
        line=_("“{title}” waits for the first contact. Say how it went: reached, no answer, mailed."),
        why=_("You took the lead."),
    ),
    NoticeKind(
        "import-done",
        label=_("An import of mine is done"),
        line=_("“{title}” is in: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected."),
        why=_("You uploaded it."),
    ),
)
