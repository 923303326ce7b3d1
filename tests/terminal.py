"""What a program shows on a terminal."""

import errno
import os
import select


def until(terminal: int, text: str | None) -> str:
    """Read what a terminal shows until a text comes, or until its program ends."""
    shown = b""
    while text is None or text.encode() not in shown:
        assert select.select([terminal], [], [], 300)[0], shown.decode()
        try:
            more = os.read(terminal, 4096)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            more = b""
        if not more:
            assert text is None, shown.decode()
            break
        shown += more
    return shown.decode(errors="replace")
