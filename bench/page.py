"""The asset list, signed in, full layout, against a bare view with the same rows."""

import re

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
            mine = load.Site(ours, "/collateral/?sort=-published", headers)
            floor = load.Site(bare, "/collateral/", headers)
            rows = [re.findall(rb'href="/collateral/([0-9a-f-]{36})/', site.get()) for site in (mine, floor)]
            if rows[0] != rows[1] or len(rows[1]) != 50:
                raise AssertionError(f"not the same rows: {len(rows[0])} and {len(rows[1])}")
            what = f"the asset list, 50 rows of {library.ASSETS:,}; 1 worker, 4 threads, 4 connections"
            load.compare("page", what, ours=mine, floor=floor)


if __name__ == "__main__":
    main()
