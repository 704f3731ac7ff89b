"""Who has what, narrowed to one team by an admin, against a bare view with the same rows."""

import re

from bench import _ground as ground
from bench import _load as load
from bench import _tasks as tasks

LINK = re.compile(rb'class="row-link" href="(/tasks/[0-9a-f-]{36}/)"')


def main() -> None:
    with ground.database(tasks.NAME, tasks.fill):
        from apps.people.models import Team
        from bench._signed_in import cookie

        headers, team = cookie(), Team.objects.get(name="Team 7").pk
        with (
            load.serving("portal.wsgi") as ours,
            load.serving("bench._bare_wsgi") as bare,
        ):
            mine = load.Site(ours, f"/tasks/who-has-what/?team={team}", headers)
            floor = load.Site(bare, f"/tasks/?team={team}", headers)
            rows = [LINK.findall(site.get()) for site in (mine, floor)]
            if sorted(rows[0]) != sorted(rows[1]) or len(rows[1]) != tasks.OF_A_TEAM:
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            what = f"the board of a team's {tasks.OF_A_TEAM} tasks among {tasks.TASKS:,}"
            load.compare("task_board", f"{what}; 1 worker, 4 threads, 4 connections", ours=mine, floor=floor)


if __name__ == "__main__":
    main()
