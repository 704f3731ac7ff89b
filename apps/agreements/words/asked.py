"""What is for its reader alone, mostly something to do: each stands by itself in the inbox."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import AT_ONCE, NEVER, NoticeKind

ASKED = (
    NoticeKind(
        "signature-asked",
        label=_("My answer is asked on an agreement"),
        line=_("“{title}” waits for your answer: agree, agree with a concern, or object."),
        why=_("You hold a seat of this agreement."),
        rhythm=AT_ONCE,
        urgent=True,
        opens=_("Read it and answer"),
    ),
    NoticeKind(
        "acknowledgement-asked",
        label=_("An agreement is to be read"),
        line=_("“{title}” counts now. Please read it and say so."),
        why=_("You are in its audience: it is for your work, too."),
        opens=_("Read it"),
    ),
    NoticeKind(
        "agreement-question",
        label=_("Somebody has a question about what I agreed to"),
        line=_("{actor} asks about “{title}”: {question}"),
        why=_("You hold a seat of this agreement."),
    ),
    NoticeKind(
        "suggestion-waits",
        label=_("A suggestion for a draft of mine waits for an answer"),
        line=_("A change suggested for “{title}” waits for your answer: take it, or decline it with a reason."),
        why=_("You opened the version that it is about."),
    ),
    NoticeKind(
        "proxy-named",
        label=_("I am named to answer for somebody who is away"),
        line=_("{actor} named you to answer for them on “{title}” while they are away, {from_on} to {until_on}."),
        why=_("They hold a seat of this agreement."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "seat-silent",
        label=_("A seat of an agreement I stand for stays silent"),
        line=_("“{title}” has waited ten working days for an answer. Talk to them, or give the seat to somebody else."),
        why=_("You are the sponsor of this agreement."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "seat-taken",
        label=_("A seat of mine is given to somebody else"),
        line=_("{actor} gave your seat in “{title}” to {to_whom}: {reason}"),
        why=_("You held a seat of this agreement and hadn't answered."),
        rhythm=NEVER,
    ),
    NoticeKind(
        "seat-vacant",
        label=_("A seat of my side is vacant"),
        line=_("A seat of “{title}” is vacant. Name who takes it over."),
        why=_("You lead the side that the seat is for, or administer the portal."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "review-due",
        label=_("An agreement of mine is to be looked at again"),
        line=_("The day has come to look at “{title}” again, and at the concerns it was agreed with."),
        why=_("You hold a seat of it, or are its sponsor."),
    ),
    NoticeKind(
        "agreement-ends",
        label=_("An agreement I signed ends soon"),
        line=_("“{title}” ends soon and is gone then, unless all who agreed to it renew it."),
        why=_("You hold a seat of it, or are its sponsor."),
    ),
    NoticeKind(
        "talk-asked",
        label=_("Somebody wants to talk about what I moved"),
        line=_("{actor} wants to talk about your move of “{what}” in “{title}”."),
        why=_("You moved it inside the leeway."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "seat-given",
        label=_("I take a seat over"),
        line=_("{actor} gave you the seat of {before} in “{title}”."),
        why=_("Who held it has left, or didn't answer."),
        rhythm=AT_ONCE,
    ),
    NoticeKind(
        "comment-asked",
        label=_("My comment on a draft is asked"),
        line=_("{actor} asks what you think of “{title}”: comment on it, or suggest a change."),
        why=_("You are consulted on this agreement. Your comment is asked; nothing waits for it."),
    ),
)
