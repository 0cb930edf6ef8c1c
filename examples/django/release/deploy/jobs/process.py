import os
import signal
from collections import deque

# Lines of each program that are kept, to tell why it ended: several workers may each end with a traceback.
KEPT_LINES = 60


class Process:
    """A program under way; each line that it writes goes to our output."""

    def __init__(self, command, env, prefix=''):
        read, write = os.pipe()
        os.set_blocking(read, False)
        self.output = read
        self.prefix = prefix.encode()
        self.rest = b''
        self.last = deque(maxlen=KEPT_LINES)
        self.closed = False
        try:
            self.pid = os.posix_spawn(command[0], command, env, setsigdef=signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP},
                                      file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_DUP2, write, 2)])
        finally:
            os.close(write)

    def pass_on(self):
        """Passes on what it has written so far. False once nobody can write any more."""
        while True:
            try:
                chunk = os.read(self.output, 65536)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            *lines, self.rest = (self.rest + chunk).split(b'\n')
            self.write(lines)

    def close(self):
        self.pass_on()
        if self.rest:
            self.write([self.rest])
        os.close(self.output)
        self.closed = True

    def write(self, lines):
        self.last.extend(line.decode('utf-8', 'replace') for line in lines)
        write_all(b''.join(self.prefix + line + b'\n' for line in lines))

    def send(self, number):
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass


def write_all(text):
    while text:
        text = text[os.write(1, text):]
