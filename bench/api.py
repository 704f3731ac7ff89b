"""The asset list by API, against a bare DRF view over `.values()` of the same query."""

import json

from bench import _ground as ground
from bench import _library as library
from bench import _load as load


def main() -> None:
    with ground.database(library.NAME, library.fill):
        from bench._signed_in import cookie

        headers = cookie()
        with (
            load.serving("portal.wsgi") as ours,
            load.serving("bench._bare_wsgi") as bare,
        ):
            mine = load.Site(ours, "/api/v1/assets/?ordering=-published_at", headers)
            floor = load.Site(bare, "/api/", headers)
            rows = [[row["id"] for row in json.loads(site.get())["results"]] for site in (mine, floor)]
            if rows[0] != rows[1] or len(rows[1]) != 50:
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            what = f"the asset list, 50 rows of {library.ASSETS:,}; 1 worker, 4 threads, 4 connections"
            load.compare("api", what, ours=mine, floor=floor)


if __name__ == "__main__":
    main()
