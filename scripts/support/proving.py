"""What scripts/torture works with: a folder with an index, apusd, connections to it, and promises."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class Broken(Exception):
    """A promise that was not kept."""


def promise(kept, text):
    if not kept:
        raise Broken(text)


class Workplace:
    """A folder with an index, and the programs that use it. Patience is the seconds that an answer may take."""

    def __init__(self, programs, patience=60):
        self.programs, self.patience = programs, patience
        self.folder = Path(tempfile.mkdtemp(prefix="apus-torture-"))
        self.index = self.folder / "index"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def apus(self, *words, environment=None, wrapper=()):
        command = [*wrapper, self.programs / "apus", *words]
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=2 * self.patience, stdin=subprocess.DEVNULL,
                              env={**os.environ, **(environment or {})})

    def ids(self):
        """The ids of all documents, and with each its text."""
        found = self.apus("search", "--direct", "-i", self.index, "*", "-n", 100000, "--json", "--fields", "text", "--snippet", 0)
        promise(found.returncode in (0, 1), f"search ended with {found.returncode}: {found.stderr}")
        lines = [json.loads(line) for line in found.stdout.splitlines()]
        return {line["id"]: line["fields"]["text"] for line in lines if line["type"] == "hit"}

    def check(self):
        report = self.apus("check", "--direct", "-i", self.index)
        if report.returncode == 2:
            report = self.apus("check", "-i", self.index)
        promise(report.returncode == 0, f"check ended with {report.returncode}: {report.stdout}{report.stderr}")

    def daemon(self, environment=None, limits=(), words=()):
        return Daemon(self, environment, limits, words)


class Daemon:
    """apusd, and connections to it."""

    def __init__(self, place, environment, limits, words=()):
        self.patience = place.patience
        command = [*limits, place.programs / "apusd", *(words or ["-i", place.index])]
        self.log = place.folder / "apusd.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=log,
                                            env={**os.environ, **(environment or {})})
        self.socket = place.index / "apus.sock"
        for _ in range(1000):
            try:
                Connection(self).close()
                return
            except OSError:
                time.sleep(0.01)
                promise(self.process.poll() is None, f"apusd ended with {self.process.returncode}")
        raise Broken("apusd does not listen")

    def kill(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        self.process.wait(timeout=self.patience)

    def end_well(self):
        """Stops it; what a sanitizer reported, an error in its log or another code than 0 is a broken promise."""
        self.kill(signal.SIGTERM)
        log = self.log.read_text(errors="replace")
        for sign in ("ThreadSanitizer", "AddressSanitizer", "Fatal error", " error "):
            promise(sign not in log, f"apusd said: {log[max(0, log.find(sign) - 200):][:4000]}")
        promise(self.process.returncode == 0, f"apusd ended with {self.process.returncode}: {log[-2000:]}")

    @property
    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    @property
    def anonymous_kibibytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("RssAnon:")), 0)

    def settles(self, is_settled, seconds=20):
        """Whether it becomes so within some seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if is_settled():
                return True
            time.sleep(0.05)
        return False


def dial(daemon):
    """A socket that is connected. While many connect at once, the queue of a listener may be full."""
    dialled = socket.socket(socket.AF_UNIX)
    dialled.settimeout(daemon.patience)
    end = time.monotonic() + daemon.patience
    while True:
        try:
            dialled.connect(str(daemon.socket))
            return dialled
        except BlockingIOError:
            promise(time.monotonic() < end, "apusd takes nobody up")
            time.sleep(0.01)


class Connection:
    def __init__(self, daemon):
        # One that is told that the daemon is busy, as those who vanished still have their places, comes again.
        end = time.monotonic() + daemon.patience
        while True:
            self.socket = dial(daemon)
            self.lines = self.socket.makefile("rb")
            greeting = self.lines.readline()
            if not greeting.startswith(b"ERR 429") or time.monotonic() > end:
                break
            self.close()
            time.sleep(0.05)
        if not greeting:
            # Killed while it took the client up, which is for the caller to know.
            raise ConnectionResetError("the daemon ended before its greeting")
        promise(greeting.startswith(b"* apus/1 ready"), f"no greeting, but {greeting}")

    def ask(self, text):
        """The last line of the reply; None when the daemon is gone."""
        reply = self.exchange(text)
        return reply[-1] if reply else None

    def exchange(self, text):
        """All lines of the reply; empty when the daemon is gone."""
        try:
            self.socket.sendall(text.encode() + b"\n")
            return self.reply()
        except (BrokenPipeError, ConnectionResetError):
            return []

    def reply(self):
        """The lines up to the next final of what is not tagged; empty at the end."""
        found = []
        while line := self.lines.readline():
            found.append(line.decode().rstrip("\n"))
            if line.startswith((b"OK", b"ERR")):
                return found
        return []

    def close(self):
        self.lines.close()
        self.socket.close()
