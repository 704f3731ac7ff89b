"""Takes the givers' addresses out of npm's lock file: it carries names, versions and hashes, and nothing of a host."""

import json
import sys
from pathlib import Path


def main(path: Path) -> None:
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
