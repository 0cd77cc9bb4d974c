"""A line that shows how far long work has come, on a terminal only."""

import time
from types import TracebackType
from typing import Self, TextIO

WIDE = 30
#: Work that takes less than this shows nothing.
PATIENCE = 0.5


class Bar:
    """
    A progress bar that leaves no trace when the work is done.

    It writes to a terminal only, so that what a program reads stays clean.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = 0
        self._began = time.monotonic()
        self._on = stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def tell(self, doing: str, done: int, of: int) -> None:
        """Show what is being done, and a bar where it is known how much there is."""
        if time.monotonic() - self._began < PATIENCE:
            return
        if of:
            full = WIDE * done // of
            self._write(f"[{'#' * full}{'.' * (WIDE - full)}] {100 * done // of:3} %  {doing}")
        else:
            self._write(f"… {doing}")

    def _write(self, line: str) -> None:
        if self._on and (line or self._shown):
            self._stream.write(f"\r{line}{' ' * max(0, self._shown - len(line))}{'' if line else chr(13)}")
            self._stream.flush()
            self._shown = len(line)
