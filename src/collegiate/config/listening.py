"""Whether there is room to be heard: a port that nothing else has."""

import os
import socket

from django.core.management.base import CommandError


def insist_that_it_is_free(host: str, port: int) -> None:
    """
    Refuse an address at which something else is served, before minutes are spent on building a town.

    :raises CommandError: if nobody can listen there
    """
    if not 0 < port < 2**16:
        raise CommandError(f"--port {port}: a port is a number from 1 to 65535.")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as fault:
        because = os.strerror(fault.errno) if fault.errno and fault.errno > 0 else str(fault)
        raise CommandError(
            f"Nothing can be served at {host}:{port}: {because[:1].lower()}{because[1:]}. End what is served there, or "
            "take another port: make run PORT=8001, or collegiate serve --port 8001."
        ) from fault
