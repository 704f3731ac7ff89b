"""One act of one person, told by ids alone, so that another process can do it as well; and that process."""

import os
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from tests.races import somebody_waits
from tests.running.waiting import until

PATIENCE = 60
# What of an act's facts are rows, and of which model.
_ROWS = {
    "agreement": "agreements.Agreement",
    "seat": "agreements.Seat",
    "suggestion": "agreements.Suggestion",
    "move": "agreements.Move",
    "goal": "goals.Goal",
}
_PEOPLE = ("actor", "to", "member", "successor", "sponsor", "instead_of")


def do(act: str, facts: dict[str, Any], now: datetime) -> str:
    """Do it by its command; `done`, or why not. Whatever isn't a refusal is raised: it is a fault."""
    from apps.agreements import commands
    from apps.goals import commands as goals
    from apps.people import commands as people
    from tests.outcome import outcome

    others = {"leave": people.leave, "move_due": goals.edit_goal, "sign_for": commands.sign}
    command = others.get(act) or getattr(commands, act)
    given = {name: _found(name, value) for name, value in facts.items()}
    return outcome(lambda: command(**given, now=now))


def _found(name: str, value: Any) -> Any:
    from django.apps import apps

    from apps.people.models import Member

    if name in _ROWS:
        return apps.get_model(_ROWS[name]).objects.get(pk=value)
    if name in _PEOPLE:
        return Member.objects.get(pk=value)
    if name in ("seats", "consulted"):
        return list(Member.objects.filter(pk__in=value).order_by("pk"))
    return value


def hasten() -> None:
    """Thousands of commits needn't each wait for the disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit to off")


class Beside:
    """A second process with a connection of its own, which does what it is told while this one does something else."""

    def __init__(self) -> None:
        from django.db import connection

        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        arguments = (theirs, connection.settings_dict["NAME"])
        self._process = context.Process(target=_run, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def first(self, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[str, str]:
        """I begin and don't commit before they have done theirs or wait for me."""
        from django.db import transaction

        with transaction.atomic():
            said = do(*mine)
            self._line.send(("do", theirs))
            until(lambda: self._line.poll() or somebody_waits(), within=PATIENCE, what=lambda: theirs)
        return said, self._answer()

    def second(self, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[str, str]:
        """They begin and don't commit before I have done mine or wait for them."""
        self._line.send(("hold", theirs))
        first = self._answer()
        said = do(*mine)
        self._line.send("commit")
        assert self._answer() == "committed"
        return said, first

    def _answer(self) -> str:
        assert self._line.poll(PATIENCE), "the other process says nothing"
        answer = self._line.recv()
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    def close(self) -> None:
        self._line.send(None)
        self._process.join(PATIENCE)
        assert self._process.exitcode == 0


def _run(line: Any, database: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import connection, transaction

    hasten()
    while (told := line.recv()) is not None:
        how, deed = told
        try:
            if how == "do":
                line.send(do(*deed))
                continue
            with transaction.atomic():
                line.send(do(*deed))
                until(lambda: line.poll() or somebody_waits(), within=PATIENCE, what=lambda: "I still wait")
            assert line.recv() == "commit"
            line.send("committed")
        except Exception as fault:
            line.send(RuntimeError(f"{type(fault).__name__}: {fault}"))
    connection.close()
