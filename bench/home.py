"""Home of a member with 200 open things among 5,000 people, against a bare view with the same selects and rows."""

import re

from bench import _company as company
from bench import _ground as ground
from bench import _load as load

LINK = re.compile(rb'class="row-link" href="(/(?:tasks|milestones)/[0-9a-f-]{36}/)"')


def main() -> None:
    with ground.database(company.NAME, company.fill):
        from bench._signed_in import cookie

        headers = cookie()
        with (
            load.serving("portal.wsgi") as ours,
            load.serving("bench._bare_wsgi") as bare,
        ):
            mine, floor = load.Site(ours, "/", headers), load.Site(bare, "/home/?few=yes", headers)
            rows = [sorted(LINK.findall(site.get())) for site in (mine, floor)]
            if rows[0] != rows[1] or not rows[1]:
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            whole = [len(LINK.findall(load.Site(ours, "/?all=yes", headers).get()))]
            if whole != [sum(company.OPEN.values())]:
                raise AssertionError(f"{whole} things are open")
            what = f"my work and inbox, 200 open things, {len(rows[1])} of them shown, {company.MEMBERS:,} people"
            load.compare("home", f"{what}; 1 worker, 4 threads, 4 connections", ours=mine, floor=floor)


if __name__ == "__main__":
    main()
