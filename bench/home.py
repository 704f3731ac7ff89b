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
            mine = load.Site(ours, "/?all=yes", headers)
            floor = load.Site(bare, "/home/", headers)
            rows = [sorted(LINK.findall(site.get())) for site in (mine, floor)]
            if rows[0] != rows[1] or len(rows[1]) != sum(company.OPEN.values()):
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            people = f"{company.MEMBERS:,} people; 1 worker, 4 threads, 4 connections"
            load.compare("home_all", f"all 200 open things of {people}", ours=mine, floor=floor)
            mine, floor = (load.Site(site.port, site.path.replace("?all=yes", ""), headers) for site in (mine, floor))
            floor = load.Site(floor.port, "/home/?few=yes", headers)
            rows = [sorted(LINK.findall(site.get())) for site in (mine, floor)]
            if rows[0] != rows[1]:
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            load.compare("home", f"my work and inbox, 200 open things, {people}", ours=mine, floor=floor)


if __name__ == "__main__":
    main()
