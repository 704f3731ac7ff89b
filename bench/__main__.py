"""`make bench`: each measure in a process of its own, one after the other; they end with us."""

import os
import signal
import sys
from pathlib import Path

from portal.servers.processes import spawn

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    for name in names or sorted(path.stem for path in HERE.glob("[a-z]*.py")):
        measure = spawn(
            [sys.executable, "-m", f"bench.{name}"],
            output=sys.stdout.fileno(),
            death_signal=signal.SIGTERM,
            environment=os.environ,
            folder=HERE.parent,
        )
        try:
            failed = measure.wait()
        finally:
            measure.terminate()
        if failed:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
