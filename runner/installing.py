"""Installs locked packages and counts them on one line; needs nothing but Python and pip."""

import re
import subprocess
import sys
from collections import deque
from pathlib import Path

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-input")
LOCKED = ("--require-hashes", "--prefer-binary", "--no-compile", "--progress-bar=off")


def main(lock: Path) -> int:
    """Run pip; its own words are shown only when it fails."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text("utf-8"), re.MULTILINE))
    words: deque[str] = deque(maxlen=30)
    seen, unpacking = 0, False
    command = (*PIP, *LOCKED, "--requirement", str(lock))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            words.append(line)
            seen += line.startswith(("Collecting ", "Requirement already"))
            unpacking = unpacking or line.startswith("Installing")
            show(f"unpacking {total}" if unpacking else f"{min(seen, total)} of {total}")
    show("done" if pip.returncode == 0 else "failed", end="\n")
    if pip.returncode:
        sys.stderr.writelines(words)
    return pip.returncode


def show(state: str, end: str = "") -> None:
    """One line that changes on a terminal; elsewhere just the last word of it."""
    if sys.stdout.isatty() or end:
        print(f"\r  packages: {state:<20}", end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
