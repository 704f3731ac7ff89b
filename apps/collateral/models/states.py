"""The states of an asset, and the one table of what leads from which to which.

The database's trigger, the commands and the page in docs are made from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    PUBLISHED = "published", _("Published")
    RECALLED = "recalled", _("Recalled")
    ARCHIVED = "archived", _("Archived")


# Worked on, and not for everybody's eyes.
IN_WORK = (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED)

EDITORS = "marketers, admins, its owner"
MAKERS = "marketers, admins"
REVIEWERS = "marketers, admins; never its author where another marketer could"


@dataclass(frozen=True)
class Move:
    """What may be done in some states, and where it leads.

    Attributes:
        action: the command's verb, as in the API.
        before: the states it may be done in.
        after: where it leads; what was recalled goes back to being recalled rather than to a draft.
        who: whose it is, in words; the policy says it in code.
        why_not: what somebody hears who tries it elsewhere.
    """

    action: str
    before: tuple[State, ...]
    after: State
    who: str
    why_not: Any

    def leads_to(self, *, recalled: bool) -> State:
        return State.RECALLED if recalled and self.after == State.DRAFT else self.after


_MOVES = (
    Move(
        "ask_review",
        (State.DRAFT, State.CHANGES_REQUESTED, State.RECALLED),
        State.IN_REVIEW,
        EDITORS,
        _("“%(title)s” can't be put up for review as it stands: look at its page."),
    ),
    Move(
        "take_back",
        (State.IN_REVIEW, State.CHANGES_REQUESTED),
        State.DRAFT,
        EDITORS,
        _("“%(title)s” isn't with a reviewer."),
    ),
    Move(
        "request_changes",
        (State.IN_REVIEW,),
        State.CHANGES_REQUESTED,
        REVIEWERS,
        _("“%(title)s” isn't in review any more."),
    ),
    Move("approve", (State.IN_REVIEW,), State.PUBLISHED, REVIEWERS, _("“%(title)s” isn't in review any more.")),
    Move(
        "publish",
        (State.DRAFT,),
        State.PUBLISHED,
        MAKERS,
        _("“%(title)s” isn't a draft, so it can't be published from here: look at its page."),
    ),
    Move("unpublish", (State.PUBLISHED,), State.DRAFT, MAKERS, _("“%(title)s” isn't published.")),
    Move(
        "recall",
        (State.PUBLISHED, State.ARCHIVED),
        State.RECALLED,
        MAKERS,
        _("“%(title)s” isn't out, so there is nothing to recall."),
    ),
    Move(
        "archive",
        (State.DRAFT, State.CHANGES_REQUESTED, State.PUBLISHED, State.RECALLED),
        State.ARCHIVED,
        MAKERS,
        _("“%(title)s” can't be archived as it stands: look at its page."),
    ),
    Move(
        "use_instead",
        (State.IN_REVIEW, State.CHANGES_REQUESTED),
        State.ARCHIVED,
        MAKERS,
        _("“%(title)s” isn't in review any more."),
    ),
    Move("restore", (State.ARCHIVED,), State.DRAFT, MAKERS, _("“%(title)s” isn't archived.")),
)
MOVES = {move.action: move for move in _MOVES}
# Only an undo goes here: an archived piece is sent back to where it was.
UNDONE = ((State.ARCHIVED, State.CHANGES_REQUESTED),)


def pairs() -> list[tuple[str, str]]:
    """Every step from state to state that the database lets happen."""
    both = [
        (before, move.leads_to(recalled=recalled))
        for move in _MOVES
        for before in move.before
        for recalled in (False, True)
    ]
    return sorted({(str(before), str(after)) for before, after in [*both, *UNDONE] if before != after})


def table() -> str:
    """The table as docs show it."""
    lines = ["| what | from | to | who |", "|---|---|---|---|"]
    lines += [f"| {move.action} | {_words(move.before)} | {_words([move.after])} | {move.who} |" for move in _MOVES]
    return "\n".join(lines)


def _words(states: Iterable[State]) -> str:
    return ", ".join(str(state.label).lower() for state in states)
