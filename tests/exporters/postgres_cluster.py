"""A PostgreSQL server for tests: one of your own (TECHFLOW_TEST_DSN), or one made in a temporary folder.

The made one is for one test session; it can be killed and started again.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

DSN_VARIABLE = "TECHFLOW_TEST_DSN"
PASSWORD = "s3cr3t-of-tests"
BINARIES = "/usr/lib/postgresql/*/bin/initdb"


class NoServerError(Exception):
    """Neither a server nor the means to make one."""


def find_binaries() -> Path:
    found = sorted(Path("/").glob(BINARIES[1:]), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise NoServerError(f"no {DSN_VARIABLE}, and no initdb in {BINARIES} or on the path")
    return found[-1].parent if found else Path(on_path).parent


def find_owner() -> pwd.struct_passwd:
    """Who runs the server: initdb refuses root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError("run by root, and there is no user postgres or nobody to run a server as")


class Cluster:
    """A server of our own: ``dsn`` with its password, ``kill`` and ``start``."""

    def __init__(self) -> None:
        self._binaries, self._owner = find_binaries(), find_owner()
        # Not pytest's folder: only its owner may enter that.
        self.folder = Path(tempfile.mkdtemp(prefix="techflow-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.dsn = f"postgresql://tester:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        self._pids: list[int] = []
        try:
            secret = self.folder / "password"
            secret.write_text(PASSWORD)
            for path in (self.folder, secret):
                os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
            made = ("-U", "tester", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--no-locale")
            self._call("initdb", *made, "--no-sync")
            self.start()
        except BaseException:
            self.close()
            raise

    def _call(self, name: str, *arguments: str) -> None:
        owner = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [self._binaries / name, "-D", self.folder / "data", *arguments],
            cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            **(owner if os.geteuid() == 0 else {}),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Start it, or wait until what a killed one left behind is gone and start it then."""
        # Without fsync: its processes die in the tests, the machine under them does not.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        deadline = time.monotonic() + 30
        while True:
            try:
                self._call("pg_ctl", "-w", "-l", log, "-o", options, "start")
                break
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _processes(self) -> list[int]:
        """The server and its children."""
        server = int((self.folder / "data/postmaster.pid").read_text().split("\n", 1)[0])
        children = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has ended meanwhile
                continue
            if parent == server:
                children.append(int(stat.parent.name))
        return [server, *children]

    def kill(self) -> None:
        """End all its processes at once, as when the machine dies."""
        for pid in self._processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop_at_once(self) -> None:
        """Shut down without finishing anything; the next start recovers."""
        self._call("pg_ctl", "-w", "-m", "immediate", "stop")

    def close(self) -> None:
        if (self.folder / "data/postmaster.pid").exists():
            self.stop_at_once()
        shutil.rmtree(self.folder, ignore_errors=True)
