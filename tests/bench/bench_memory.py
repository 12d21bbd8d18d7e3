"""Peak memory of the process that builds, beside one that only imports dbt; PostgreSQL's own is not in it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmark import open_city, print_table, read_options

MERIT = str(Path(sys.executable).with_name("merit"))


def main() -> None:
    """Print MiB: the first build parses the project, later ones read what it left."""
    options = read_options(__doc__)
    with open_city(options.employees) as (settings, _):
        environ = os.environ | {"MERIT_HOME": str(settings.home)}
        rows = {
            "importing dbt": _peak((sys.executable, "-c", "import dbt.cli.main"), environ, options.runs),
            f"first merit build of {options.employees:,}": _peak((MERIT, "build"), environ, 1),
            "later merit build": _peak((MERIT, "build"), environ, options.runs),
        }
    print_table(rows, unit="MiB", scale=1 / 1024)


def _peak(command: Sequence[str], environ: Mapping[str, str], runs: int) -> list[float]:
    """Return the greatest resident size of each run in KiB.

    Raises:
        SystemExit: the command failed.
    """
    sizes = []
    for _ in range(runs):
        nowhere = subprocess.DEVNULL
        child = subprocess.Popen(command, env=dict(environ), stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
        sizes.append(float(usage.ru_maxrss))
    return sizes


if __name__ == "__main__":
    main()
