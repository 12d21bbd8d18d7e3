"""What a command waits for before it works, beside a Python that does nothing."""

import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmark import measure, print_table, read_options

MERIT = str(Path(sys.executable).with_name("merit"))
COMMANDS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "merit --help": (MERIT, "--help"),
    "merit build --help": (MERIT, "build", "--help"),
    "importing dbt": (sys.executable, "-c", "import dbt.cli.main"),
    "importing the panel": (sys.executable, "-c", "import admin.panel.app"),
}


def main() -> None:
    """Print milliseconds; the first start of each warms the disk's cache and is not counted."""
    options = read_options(__doc__)
    seconds: dict[str, list[float]] = {}
    for name, command in COMMANDS.items():
        start = partial(subprocess.run, command, capture_output=True, check=True)
        start()
        seconds[name] = measure(3 * options.runs, start)
    print_table(seconds, unit="ms", scale=1000)


if __name__ == "__main__":
    main()
