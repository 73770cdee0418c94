"""python3 -m kinda run program.knda [--seed 7]: runs a program; translate shows it as Python."""

import argparse
import sys

from .runtime import Chance
from .translate import KindaError, translate


def main():
    parser = argparse.ArgumentParser(prog="kinda")
    parser.add_argument("action", choices=["run", "translate"])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, help="makes chance what it was before")
    given = parser.parse_args()
    try:
        with open(given.file, encoding="utf-8") as file:
            python = translate(file.read(), given.file)
    except (OSError, KindaError) as error:
        sys.exit(f"kinda: {error}")
    if given.action == "translate":
        print(python, end="")
    else:
        exec(compile(python, given.file, "exec"), {"_": Chance(given.seed)})


main()
