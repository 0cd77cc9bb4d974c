"""A mail server of a few lines that really listens, for tests of what happens when it refuses, breaks off or stalls."""

import socketserver
import threading


class MailServer:
    """
    Takes mail on a port of this machine and remembers for whom.

    `refuse` says for an address what is answered; `break_off_at` closes the line instead of taking the n-th mail;
    `pause_after` stalls once so many were taken, sets `paused`, and takes no more until `go_on`.
    """

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refuse: dict[str, str] = {}
        self.break_off_at = self.pause_after = 0
        self.paused, self.released = threading.Event(), threading.Event()
        self.lock = threading.Lock()

    def __enter__(self) -> "MailServer":
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.talk(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Talk)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def recipients(self) -> list[str]:
        """Return for whom mail was taken, in its order."""
        with self.lock:
            return list(self.taken)

    def go_on(self) -> None:
        """Take mail again after a pause."""
        self.pause_after = 0
        self.released.set()

    def talk(self, rfile, wfile) -> None:
        """Speak as much of SMTP as Django needs."""

        def say(words: str) -> None:
            wfile.write(f"{words}\r\n".encode())

        try:
            say("220 ready")
            to = ""
            for line in rfile:
                verb = line[:4].upper().decode(errors="replace")
                if verb == "RCPT":
                    to = line.decode().partition("<")[2].partition(">")[0]
                    say(self.refuse.get(to, "250 ok"))
                elif verb == "DATA":
                    say("354 go on")
                    while rfile.readline() not in (b".\r\n", b""):
                        pass
                    if not self.took(to):
                        return
                    say("250 taken")
                elif verb == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 ok")
        except OSError:  # whoever spoke to us was killed
            return

    def took(self, to: str) -> bool:
        """Take a mail; say whether to answer at all."""
        with self.lock:
            if self.break_off_at and len(self.taken) + 1 == self.break_off_at:
                return False
            self.taken.append(to)
            stall = self.pause_after and len(self.taken) == self.pause_after
        if stall:
            self.paused.set()
            self.released.wait(60)
        return True
