import os
import signal
from collections import deque

# Lines of each program that are kept, to tell why it ended: several workers may each end with a traceback.
KEPT_LINES = 100
# And of each of them, so that what is shipped of them fits into one datagram, escaped as JSON.
KEPT_CHARACTERS = 400
# What a pipe holds in Linux.
PIPE_BYTES = 65536
# Where a line is longer, it is passed on in pieces.
LONGEST_LINE_BYTES = 65536


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
        self.pid = None
        try:
            self.pid = os.posix_spawn(command[0], command, env, setsigdef=signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP},
                                      file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_DUP2, write, 2)])
        finally:
            os.close(write)
            if self.pid is None:
                os.close(read)

    def pass_on(self):
        """
        Passes on what the pipe holds, and no more: one that writes for ever must not keep us from the others. False once
        nobody can write any more.
        """
        try:
            chunk = os.read(self.output, PIPE_BYTES)
        except BlockingIOError:
            return True
        *lines, self.rest = (self.rest + chunk).split(b'\n')
        if len(self.rest) >= LONGEST_LINE_BYTES:
            lines, self.rest = [*lines, self.rest], b''
        self.write(lines)
        return chunk != b''

    def close(self):
        self.pass_on()
        if self.rest:
            self.write([self.rest])
        os.close(self.output)
        self.closed = True

    def write(self, lines):
        self.last.extend(line[:KEPT_CHARACTERS * 4].decode('utf-8', 'replace')[:KEPT_CHARACTERS] for line in lines)
        write_all(b''.join(self.prefix + line + b'\n' for line in lines))

    def send(self, number):
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass


def write_all(text):
    while text:
        text = text[os.write(1, text):]
