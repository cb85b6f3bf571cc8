"""Notebooks that misbehave, and what is to come of each; `docs/rogue-notebooks.md` tells the same to people."""

from __future__ import annotations

from dataclasses import dataclass

MEMORY_GB = "1"
"""Gigabytes that a run of these tests may use."""
TIMEOUT = 6
"""Seconds that a cell of those that hang may take."""

DIED = "kernen døde"
SLOW = f"cellen var ikke færdig efter {TIMEOUT} sekunder"
TWICE = "processen døde to gange"


@dataclass(frozen=True)
class Rogue:
    """One notebook that misbehaves in its fifth cell; its sixth prints `efter`.

    Parameters
    ----------
    name
        Which one.
    does
        What it does, for people.
    code
        Its fifth cell.
    fails
        What the message about it says; None if the run is good.
    cell
        The cell that the message names; None if nobody can know.
    plain
        Whether it is run with ordinary kernels too.
    """

    name: str
    does: str
    code: str
    fails: str | None = None
    cell: int | None = 5
    plain: bool = False


ENDS = (
    Rogue("raises", "raises an exception", "raise KeyError('omsætning')", "KeyError: 'omsætning'", plain=True),
    Rogue("syntax", "isn't Python", "dette er ikke Python", "SyntaxError"),
    Rogue(
        "quotes-a-person",
        "quotes a CPR number, an e-mail address and a telephone number in its exception",
        "raise ValueError('borger 010190-1234 (ole@eksempel.dk, tlf. 20 30 40 50)')",
        "ValueError: borger [skjult] ([skjult], tlf. [skjult])",
        plain=True,
    ),
    Rogue("long-message", "raises an exception with a message of 10 MB", "raise ValueError('x' * 10**7)", "xxx…"),
    Rogue(
        "half-letter",
        "raises an exception with half a letter in it",
        "raise ValueError('\\ud800 æ')",
        "ValueError: ? æ",
    ),
    Rogue("exits", "calls `sys.exit()`", "import sys; sys.exit()", "SystemExit", plain=True),
    Rogue("exits-with-code", "calls `sys.exit(3)`", "import sys; sys.exit(3)", "SystemExit: 3", plain=True),
    Rogue(
        "exits-its-own-way", "raises a kind of `SystemExit`", "class Stop(SystemExit): pass\nraise Stop(4)", "Stop: 4"
    ),
    Rogue(
        "interrupts-itself", "raises `KeyboardInterrupt`", "raise KeyboardInterrupt", "KeyboardInterrupt", plain=True
    ),
    Rogue("recursion", "calls itself for ever", "def f(): return f()\nf()", "RecursionError"),
    Rogue("asks", "asks its reader for input", "input('navn?')", "StdinNotImplementedError"),
    Rogue("vanishes", "calls `os._exit(7)`", "import os; os._exit(7)", DIED, plain=True),
    Rogue("killed", "kills its own kernel", "import os; os.kill(os.getpid(), 9)", DIED, plain=True),
    Rogue("terminated", "asks its own kernel to end", "import os, time; os.kill(os.getpid(), 15); time.sleep(9)", DIED),
    Rogue("segfault", "reads memory that isn't there", "import ctypes; ctypes.string_at(1)", DIED, plain=True),
    Rogue("aborts", "calls `os.abort()`", "import os; os.abort()", DIED),
    Rogue(
        "eats-memory",
        "takes ever more memory",
        "taken = []\nwhile len(taken) < 60: taken.append(bytearray(50_000_000))",
        "mere hukommelse, end en kørsel må bruge",
        plain=True,
    ),
    Rogue(
        "children-eat-memory",
        "takes ever more memory in a process of its own",
        "import subprocess, sys\neat = 'x = [bytearray(50_000_000) for _ in range(60)]'\n"
        "subprocess.run([sys.executable, '-c', eat], check=True, capture_output=True)",
        "CalledProcessError",
    ),
    Rogue(
        "prints-100-mb", "prints 100 MB", "for _ in range(1000): print('x' * 100_000)", "kørslen viser mere end 50 MB"
    ),
    Rogue(
        "prints-for-ever",
        "prints without end",
        "import time\nwhile True: print('x' * 1_000_000); time.sleep(0.02)",
        "kørslen viser mere end 50 MB",
    ),
    Rogue(
        "shows-10-mb-of-html",
        "shows 10 MB of HTML",
        "from IPython.display import HTML\nHTML('<p>' + 'x' * 10_000_000)",
        plain=True,
    ),
    Rogue(
        "no-output", "puts nothing in place of `sys.stdout`", "import sys; sys.stdout = None", "AttributeError", cell=6
    ),
    Rogue("shows-3000-things", "shows 3,000 things faster than they are heard", "for i in range(3000): display(i)"),
    Rogue("prints-100000-lines", "prints 100,000 lines", "for i in range(100_000): print(i)", plain=True),
    Rogue("half-letter-printed", "prints half a letter", "print('\\ud800 æ')"),
    Rogue("closes-its-ears", "closes every open file of its kernel", "import os\nos.closerange(0, 1000)", "kerne"),
    Rogue(
        "writes-past-python",
        "writes to the terminal past Python, half a letter at that",
        "import os; os.write(1, b'ud\\xe6\\n'); _ = os.write(2, b'fejl\\n')",
    ),
    Rogue(
        "thread-raises",
        "raises in a thread",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
    ),
    Rogue(
        "leaves-threads",
        "leaves 20 threads",
        "import threading\nfor _ in range(20): threading.Thread(target=threading.Event().wait).start()",
    ),
    Rogue(
        "leaves-a-task", "leaves an asynchronous task", "import asyncio\nt = asyncio.ensure_future(asyncio.sleep(300))"
    ),
    Rogue("slow-exit", "hangs in an atexit handler", "import atexit, time; atexit.register(time.sleep, 300)"),
    Rogue(
        "leaves-50-processes",
        "leaves 50 processes",
        "import subprocess\nfor _ in range(50): subprocess.Popen(['sleep', '300'])",
        plain=True,
    ),
    Rogue(
        "leaves-a-stubborn-process",
        "leaves a process in a session of its own that ignores SIGTERM",
        "import subprocess\nloop = 'trap \"\" TERM HUP INT; while :; do sleep 1; done'\n"
        "_ = subprocess.Popen(['sh', '-c', loop], start_new_session=True)",
        plain=True,
    ),
    Rogue(
        "leaves-a-daemon",
        "leaves a daemon without a parent, that holds the pipe of its output",
        "import subprocess\n_ = subprocess.run('setsid sleep 300 & exit', shell=True)",
        plain=True,
    ),
    Rogue(
        "leaves-a-twin",
        "forks itself and leaves the twin",
        "import os, time\nif os.fork() == 0: time.sleep(300)",
        plain=True,
    ),
    Rogue("goes-on-as-two", "forks itself, and both go on", "import os; _ = os.fork()"),
    Rogue(
        "leaves-a-pool",
        "leaves a pool of processes at work",
        "import multiprocessing, time\npool = multiprocessing.Pool(2)\n_ = pool.map_async(time.sleep, [300, 300])",
    ),
    Rogue(
        "leaves-a-server", "leaves a socket that listens", "import socket; s = socket.create_server(('127.0.0.1', 0))"
    ),
    Rogue(
        "leaves-files",
        "leaves temporary files and folders",
        "import tempfile\n_ = open(tempfile.mkstemp()[1], 'w').write('x'), tempfile.mkdtemp()",
        plain=True,
    ),
    Rogue("open-files", "leaves 200 files open", "kept = [open('/dev/null') for _ in range(200)]"),
    Rogue(
        "deletes-its-folder",
        "deletes the folder that it writes to",
        "import os, shutil; shutil.rmtree(os.getcwd())",
        "slettede sin egen mappe",
        cell=None,
        plain=True,
    ),
    Rogue(
        "deletes-everything",
        "deletes the folders of sockets, settings and half-done runs",
        "import os, shutil\nfrom pathlib import Path\nshutil.rmtree(Path(os.environ['IPYTHONDIR']).parent)\n"
        "shutil.rmtree(Path.cwd().parents[1])",
        "FileNotFoundError",
        cell=None,
    ),
    Rogue(
        "locks-its-folder",
        "takes all rights to its folder",
        "import os; os.mkdir('x'); open('x/y', 'w').close(); os.chmod('x', 0)",
        None,
        cell=None,
    ),
    Rogue(
        "bad-file-name",
        "writes a file whose name isn't text",
        "_ = open(b'\\xff.txt', 'w').write('x')",
        "resultatet kan ikke gemmes",
        cell=None,
    ),
    Rogue(
        "links-out",
        "leaves links to nowhere and to a folder, and a pipe",
        "import os; os.symlink('/nowhere', 'a'); os.symlink('/usr/share', 'b'); os.mkfifo('c')",
    ),
    Rogue(
        "spoils-its-neighbour",
        "writes over another run's result",
        "from pathlib import Path; import os\n"
        "_ = (Path(os.environ['MAALBAR_PROJECT']) / 'build/runs/plan/healthy-0/notebook.ipynb').write_text('{}')",
    ),
    Rogue(
        "changes-its-process",
        "changes folder, environment, locale, umask, signals, limits and random numbers of its process",
        "import os, sys, locale, signal, random, resource, warnings, logging\nos.chdir('/'); os.environ.clear()\n"
        "locale.setlocale(locale.LC_ALL, 'C.UTF-8'); os.umask(0o777); sys.setrecursionlimit(9999); os.nice(5)\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.alarm(300); random.seed(1)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (500, 500)); warnings.simplefilter('error')\n"
        "logging.root.setLevel(1); sys.path.clear()",
    ),
    Rogue(
        "patches-python",
        "puts its own functions in place of Python's",
        "import json, builtins, time, os, io\njson.dumps = json.loads = time.time = builtins.open = io.open = None",
    ),
    Rogue(
        "changes-libraries",
        "changes the defaults of pandas, matplotlib and plotly",
        "import pandas, matplotlib, plotly.io\npandas.options.display.max_columns = 1\n"
        "matplotlib.rcParams['figure.dpi'] = 1; matplotlib.use('svg'); plotly.io.templates.default = 'none'",
    ),
)
HANGS = (
    Rogue("sleeps", "sleeps", "import time; time.sleep(300)", SLOW, plain=True),
    Rogue("turns", "computes for ever", "while True: pass", SLOW),
    Rogue(
        "ignores-the-interrupt",
        "ignores SIGINT and SIGTERM and computes for ever",
        "import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: time.sleep(0.01)",
        SLOW,
        plain=True,
    ),
    Rogue(
        "catches-everything",
        "catches every exception",
        "while True:\n    try:\n        import time; time.sleep(300)\n    except BaseException: pass",
        SLOW,
    ),
    Rogue("stops-itself", "stops its own process", "import os; os.kill(os.getpid(), 19)", SLOW, plain=True),
    Rogue(
        "stuck-in-c",
        "waits in C, where no signal reaches it",
        "import ctypes; ctypes.CDLL(None).sem_wait(ctypes.create_string_buffer(64))",
        SLOW,
    ),
    Rogue(
        "waits-for-its-child",
        "waits for a process that never ends",
        "import subprocess; subprocess.run(['sleep', '300'])",
        SLOW,
    ),
    Rogue(
        "closes-its-sockets",
        "closes its kernel's sockets",
        "import os\nfor n in range(3, 200):\n    try:\n        told = os.readlink(f'/proc/self/fd/{n}')\n"
        "        if 'socket' in told: os.close(n)\n    except OSError: pass",
        DIED,
    ),
)
MURDERERS = (
    Rogue(
        "kills-the-parent",
        "kills the warm parent, or the worker",
        "import os, time; os.kill(os.getppid(), 9); time.sleep(30)",
        TWICE,
        cell=None,
        plain=True,
    ),
    Rogue(
        "ends-the-parent",
        "asks the warm parent to end",
        "import os, time; os.kill(os.getppid(), 15); time.sleep(30)",
        TWICE,
        cell=None,
    ),
    Rogue("stops-the-parent", "stops the warm parent", "import os, time; os.kill(os.getppid(), 19); time.sleep(1)"),
    Rogue(
        "kills-the-parent-and-stays",
        "kills the warm parent, or the worker, and leaves a daemon behind",
        "import os, subprocess, time\nsubprocess.run('setsid sleep 300 >/dev/null 2>&1 & exit', shell=True)\n"
        "os.kill(os.getppid(), 9); time.sleep(30)",
        TWICE,
        cell=None,
        plain=True,
    ),
)
