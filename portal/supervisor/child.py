"""A process of ours that is kept running: started again when it dies, later each time it dies young."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from portal.servers.processes import Record, kill_group, send, spawn
from portal.supervisor.loop import Loop

LONGEST_WAIT = 30.0
OLD_AGE = 60.0


@dataclass(frozen=True)
class Plan:
    """What to run; `keep` are files it inherits."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    keep: Sequence[int] = ()


class Child:
    def __init__(self, plan: Plan, *, folder: Path, home: Path, loop: Loop) -> None:
        self.plan = plan
        self._folder = folder
        self._loop = loop
        self._record = Record(home / f"{plan.name}.pid")
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = 0.0
        self._wait = 0.0
        self._again_at: float | None = None

    def start(self) -> None:
        output = self._loop.follow(self.plan.name)
        self._process = spawn(
            self.plan.command,
            output=output,
            death_signal=signal.SIGKILL,
            environment=self.plan.environment,
            folder=self._folder,
            keep=self.plan.keep,
        )
        os.close(output)
        self._record.write(self._process.pid)
        self._begun = monotonic()
        self._again_at = None

    def tend(self) -> None:
        """Start it again if it died, and its wait is over."""
        if self._process is not None and self._process.poll() is not None:
            self._mourn(self._process)
        if self._again_at is not None and monotonic() >= self._again_at:
            self.start()

    def ask_to_stop(self) -> None:
        self._again_at = None
        if self._process is not None and self._process.poll() is None:
            send(self._process.pid, signal.SIGTERM)

    @property
    def gone(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """End at once what is left of it, grandchildren too."""
        if self._process is not None:
            kill_group(self._process.pid)
            self._process.wait()
            self._process = None
        self._record.remove()

    def _mourn(self, process: subprocess.Popen[bytes]) -> None:
        """It ended though nobody asked it to: clear its leavings and set a time for the next try."""
        kill_group(process.pid)
        code = process.returncode
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        died_young = monotonic() - self._begun < OLD_AGE
        self._wait = min(max(1.0, self._wait * 2), LONGEST_WAIT) if died_young else 1.0
        self._loop.say(f"{self.plan.name} {how}; it starts again in {self._wait:.0f} s.")
        self._again_at = monotonic() + self._wait
        self._process = None
