"""`samvad run`: what must be true before, what is watched meanwhile, what is left afterwards."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from runner import checks, children, redis_server
from runner.checks import CannotStart
from runner.screen import Screen, channels
from runner.startup import Startup
from runner.supervisor import Supervisor, pause_before_restart
from settings import ROOT, Settings, load
from tests import servers

STAYS = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('up', flush=True); time.sleep(60)"
)
TELLS_ORDER = (
    "import signal, sys, time, pathlib\n"
    "def end(*_): pathlib.Path(sys.argv[1]).open('a').write(sys.argv[2] + ' '); sys.exit()\n"
    "signal.signal(signal.SIGTERM, end); print('up', flush=True); time.sleep(60)"
)


def program(tmp_path: Path, code: str, *words: str, name: str = "child") -> children.Program:
    return children.Program(name, (sys.executable, "-c", code, *words), tmp_path / "log" / f"{name}.log")


def alive(pid: int) -> bool:
    """A zombie is dead: nobody has buried it yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Silent(Screen):
    """A screen that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


def test_a_busy_port_is_one_line_that_names_the_key():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"port {port} .*SAMVAD__WEB__PORT"):
            checks.port_free("127.0.0.1", port)
    checks.port_free("127.0.0.1", port)


def test_an_unwritable_folder_is_one_line_that_names_the_key(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match="SAMVAD__DATA__DIR"):
        checks.folder_writable(tmp_path / "file" / "var")
    checks.folder_writable(tmp_path / "var")
    assert list((tmp_path / "var").iterdir()) == []


def test_one_data_folder_has_one_samvad(tmp_path):
    refused = pytest.raises(CannotStart, match=f"process {os.getpid()}")
    with checks.only_one(tmp_path), refused, checks.only_one(tmp_path):
        pass
    with checks.only_one(tmp_path) as in_order:
        assert in_order


def test_a_start_after_a_kill_waits_for_what_is_still_ending(tmp_path):
    (tmp_path / "samvad.lock").write_text("4711")
    with checks.only_one(tmp_path) as in_order:
        assert not in_order
    with socket.socket() as ending:
        ending.bind(("127.0.0.1", 0))
        ending.listen()
        port = ending.getsockname()[1]
        threading.Timer(0.2, ending.close).start()
        checks.port_free("127.0.0.1", port, patience_s=5)


def test_a_crashed_child_comes_back_after_a_growing_pause(tmp_path):
    screen = Silent()
    supervisor = Supervisor(screen.say)
    child = supervisor.start(program(tmp_path, "raise SystemExit(3)"))
    first = child.process
    first.wait()
    now = time.monotonic()
    supervisor.tend(now)
    assert screen.lines == [
        f"child stopped (exit code 3); starting it again in 1 s. Its log: {tmp_path}/log/child.log"
    ]
    supervisor.tend(now + 0.9)
    assert child.process is first
    supervisor.tend(now + 1.1)
    assert child.process is not first
    child.process.wait()
    supervisor.tend(now + 1.2)
    assert "in 2 s" in screen.lines[1]
    supervisor.stop()


def test_pauses_double_up_to_half_a_minute():
    assert [pause_before_restart(crashes) for crashes in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_ran_long_starts_again_with_the_shortest_pause(tmp_path):
    screen = Silent()
    supervisor = Supervisor(screen.say)
    child = supervisor.start(program(tmp_path, STAYS))
    child.crashes = 5
    child.process.kill()
    child.process.wait()
    supervisor.tend(child.since + 61)
    assert child.crashes == 1
    assert "(signal 9)" in screen.lines[0]
    supervisor.stop()


def test_children_stop_newest_first_and_servers_last(tmp_path):
    supervisor = Supervisor(Silent().say)
    order = tmp_path / "order"
    for name in ("redis", "web", "worker"):
        supervisor.start(
            program(tmp_path, TELLS_ORDER, str(order), name, name=name), is_server=name == "redis"
        )
        servers.wait_until(lambda name=name: children.tail(tmp_path / "log" / f"{name}.log") == "up", name)
    supervisor.stop()
    words = order.read_text().split()
    assert sorted(words[:2]) == ["web", "worker"]
    assert words[2:] == ["redis"]


def test_a_child_that_ignores_the_request_is_ended(tmp_path):
    child = program(tmp_path, STUBBORN)
    process = children.start(child)
    servers.wait_until(lambda: children.tail(child.log) == "up", "child")
    children.ask_to_stop(child, process)
    children.make_stop(process, 0.1)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_of_a_killed_supervisor_end_too(tmp_path):
    code = (
        "import sys, pathlib\n"
        "from runner import children\n"
        f"program = children.Program('c', (sys.executable, '-c', {STAYS!r}), pathlib.Path(sys.argv[1]))\n"
        "print(children.start(program).pid, flush=True)\n"
        "import time; time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "c.log")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    with parent.stdout as words:
        child = int(words.readline())
    assert alive(child)
    parent.kill()
    parent.wait()
    servers.wait_until(lambda: not alive(child), "the child's end")


def test_a_grown_log_is_set_aside(tmp_path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * 20)
    with children.open_log(log, keep_bytes=10) as fresh:
        fresh.write(b"new")
    assert (log.read_bytes(), (tmp_path / "web.old.log").read_bytes()) == (b"new", b"x" * 20)


def test_a_program_that_ends_at_once_is_told_with_its_last_words(tmp_path, settings):
    supervisor = Supervisor(Silent().say)
    startup = Startup(settings, supervisor, Silent())
    child = supervisor.start(program(tmp_path, "raise SystemExit('no such table')"))
    with pytest.raises(CannotStart, match=r"(?s)exit code 1.*no such table"):
        startup._wait(child, lambda: False)
    supervisor.stop()


def test_redis_keeps_its_data_over_a_kill(tmp_path):
    with servers.redis() as server:
        assert redis_server._say(server.socket, b"SET n 1") == b"+OK\r\n"
        # Everything is flushed each second; a crash of the process alone loses nothing that was written.
        server.stop(signal.SIGKILL)
        server.start()
        assert redis_server._say(server.socket, b"GET n") == b"$1\r\n1\r\n"


def test_a_redis_left_behind_is_ended_before_another_takes_its_data():
    with servers.redis() as orphan:
        redis_server.prepare(orphan.socket, orphan.folder)
        assert not redis_server.answers(orphan.socket)
        assert not orphan.socket.exists()
        assert orphan._process
        assert orphan._process.wait(5) == 0


def test_only_its_owner_may_open_the_socket():
    with servers.redis() as server:
        assert server.socket.stat().st_mode & 0o077 == 0


def test_the_screen_says_what_a_channel_still_needs(settings: Settings):
    telegram, whatsapp = channels(settings)
    assert "off. Set SAMVAD__TELEGRAM__TOKEN" in telegram
    assert "off. Set SAMVAD__WHATSAPP__PHONE_ID" in whatsapp
    on = load(environ={"SAMVAD__TELEGRAM__TOKEN": "1:a"})
    assert channels(on)[0] == "Telegram: on, polling"
