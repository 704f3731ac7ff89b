"""How histories and inboxes tell what happens here."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import AT_ONCE, NEVER, NoticeKind

ACTS = {
    "agreement.started": _("began the agreement"),
    "agreement.edited": _("changed the draft of version {number}"),
    "agreement.amended": _("opened the draft of version {number}"),
    "agreement.proposed": _("proposed version {number}"),
    "agreement.taken_back": _("took the proposal of version {number} back; its signatures hold no longer"),
    "agreement.withdrawn": _("withdrew version {number}"),
    "agreement.signed": _("agreed to version {number}"),
    "agreement.signed_as_successor": _("signed version {number} as successor"),
    "agreement.objected": _("objected to version {number}"),
    "agreement.objection_withdrawn": _("withdrew the objection to version {number}"),
    "agreement.agreed": _("was the last to agree to version {number}"),
    "agreement.in_force": _("announced version {number}"),
    "agreement.read": _("has read version {number}"),
    "agreement.seat_taken_over": _("gave the seat of {before} to {to}"),
    "agreement.suggested": _("suggested a change of version {number}: {reason}"),
    "agreement.suggestion_taken": _("took the suggestion of {by}"),
    "agreement.suggestion_declined": _("declined the suggestion of {by}: {reason}"),
    "agreement.suggestion_withdrawn": _("withdrew a suggestion"),
    "agreement.handed_over": _("made {to} the sponsor in place of {before}"),
}
FIELDS = {
    "seats": _("Who must agree"),
    "sponsor": _("Sponsor"),
    "consulted": _("Consulted"),
    "audience": _("Audience"),
    "review_on": _("Looked at again on"),
    "effective_on": _("Counts from"),
}

_IN_ON_IT = _("You are in on this agreement: you hold a seat, are consulted, began it or are its sponsor.")

NOTICES = (
    NoticeKind(
        "signature-asked",
        label=_("My answer is asked on an agreement"),
        line=_("“{title}” waits for your answer: agree, agree with a concern, or object."),
        why=_("You hold a seat of this agreement."),
        rhythm=AT_ONCE,
        urgent=True,
    ),
    NoticeKind(
        "agreement-proposed",
        label=_("An agreement I am in on is proposed"),
        line=_("{actor} proposed “{title}”; its seats are asked for their answers."),
        why=_IN_ON_IT,
    ),
    NoticeKind(
        "agreement-objected",
        label=_("Somebody objects to an agreement I am in on"),
        line=_("{actor} objects to “{title}”: {why} It would be acceptable so: {would_do}"),
        why=_IN_ON_IT,
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "agreement-in-force",
        label=_("An agreement I am in on counts from now"),
        line=_("Everybody agreed: “{title}” counts from now."),
        why=_IN_ON_IT,
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "acknowledgement-asked",
        label=_("An agreement is to be read"),
        line=_("“{title}” counts now. Please read it and say so."),
        why=_("You are in its audience: it is for your work, too."),
    ),
    NoticeKind(
        "agreement-question",
        label=_("Somebody has a question about what I agreed to"),
        line=_("{actor} asks about “{title}”: {question}"),
        why=_("You hold a seat of this agreement."),
    ),
    NoticeKind(
        "change-suggested",
        label=_("Somebody suggests a change of an agreement I am in on"),
        line=_("{actor} suggests a change of “{title}”: {why}"),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "suggestion-waits",
        label=_("A suggestion for a draft of mine waits for an answer"),
        line=_("A change suggested for “{title}” waits for your answer: take it, or decline it with a reason."),
        why=_("You opened the version that it is about."),
    ),
    NoticeKind(
        "suggestion-taken",
        label=_("A change that I suggested is taken"),
        line=_("{actor} took what you suggested for “{title}”."),
        why=_("You suggested it."),
    ),
    NoticeKind(
        "suggestion-declined",
        label=_("A change that I suggested is declined"),
        line=_("{actor} declined what you suggested for “{title}”: {reason}"),
        why=_("You suggested it."),
    ),
    NoticeKind(
        "seat-given",
        label=_("I take a seat over"),
        line=_("{actor} gave you the seat of {before} in “{title}”."),
        why=_("Who held it has left."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "agreement-started",
        label=_("I am named on a new agreement"),
        line=_("{actor} began “{title}” and named you on it."),
        why=_IN_ON_IT,
    ),
    NoticeKind(
        "agreement-amended",
        label=_("An agreement I am in on is to be amended"),
        line=_("{actor} opened a draft to amend “{title}”."),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "agreement-edited",
        label=_("A draft I am in on is changed"),
        line=_("{actor} changed the draft of “{title}”."),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "agreement-signed",
        label=_("Somebody agrees to an agreement I am in on"),
        line=_("{actor} agreed to “{title}”."),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "objection-withdrawn",
        label=_("An objection is withdrawn"),
        line=_("{actor} withdrew the objection to “{title}”."),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "agreement-taken-back",
        label=_("A proposal is a draft again"),
        line=_("{actor} took the proposal of “{title}” back; it is a draft again."),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
    NoticeKind(
        "agreement-withdrawn",
        label=_("A proposal is withdrawn"),
        line=_("{actor} withdrew what was proposed of “{title}”: {reason}"),
        why=_IN_ON_IT,
        rhythm=NEVER,
    ),
)
