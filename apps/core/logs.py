"""What is written to the log: addresses, but no key that stands in one."""

import logging
import re

# As long as a secret that may stand in a link; an id is shorter.
_KEY = re.compile(r"(?<=/)[\w-]{40,}(?=/|$|\s)")


class WithoutKeys(logging.Filter):
    """Whoever reads the log must not be able to open what was shared with somebody else."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        kept = _KEY.sub("…", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
