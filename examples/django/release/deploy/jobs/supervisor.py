import os
import selectors
import signal
import time

from .process import Process, write_all
from .stop_event import ship_stop

# What a program has to end in, before it is killed.
STOP_SECONDS = 10
ASK_AGAIN_SECONDS = 0.02
FOREVER = float('inf')
SIGNALS = (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


def say(text):
    write_all(f'init: {text}\n'.encode())


class Supervisor:
    def __init__(self, jobs, env):
        self.jobs = jobs
        self.env = env
        self.selector = selectors.DefaultSelector()
        # Processes that were told to end, and when they are killed.
        self.doomed = {}
        self.stopping = False

    def run(self):
        """Runs the jobs until a SIGTERM. Returns the exit code."""
        read, write = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(write, False)
        for number in SIGNALS:
            signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(write)
        self.selector.register(read, selectors.EVENT_READ, None)
        self.emit('startup')
        while not (self.stopping and self.stopped()):
            for key, _ in self.selector.select(self.patience()):
                if key.data is None:
                    # Both at once come from one who ended the whole group: what ends then is not started again.
                    for number in sorted(os.read(read, 512)):
                        self.hear(number)
                # One that ended a moment ago is passed on already, and its number may be another's.
                elif not key.data.closed and not key.data.pass_on():
                    self.selector.unregister(key.data.output)
            self.look()
        return 0

    def hear(self, number):
        if number == signal.SIGCHLD:
            self.reap()
        elif number == signal.SIGHUP:
            if not self.stopping:
                self.emit('rendered')
        elif not self.stopping:
            say('stopping')
            self.stopping = True

    def emit(self, event):
        for job in self.jobs:
            if job.start_on == event:
                self.start(job)

    def start(self, job):
        if job.process is None:
            self.pre_start(job)
            return
        # What is under way may have been given the settings from before. A migration is let come to its end.
        say(f'{job.name} will be started anew: {job.start_on}')
        job.anew = True
        if job.state != 'pre-start':
            self.end(job)

    def pre_start(self, job):
        job.anew = False
        if job.respawn:
            job.respawn.forget()
        if job.pre_start is None:
            self.execute(job)
            return
        job.state = 'pre-start'
        name, command = job.pre_start
        self.spawn(job, command, f'{name}: ')

    def execute(self, job):
        job.state = 'running'
        if job.answers:
            job.state = 'starting'
            job.answers.forget()
        self.spawn(job, job.command)

    def spawn(self, job, command, prefix=''):
        try:
            job.process = Process(command, self.env, prefix)
        except OSError as error:
            why = f'{command[0]} cannot be run: {error.strerror}'
            self.stop(job, why)
            self.stop_waiting_for(job, why)
            return
        self.selector.register(job.process.output, selectors.EVENT_READ, job.process)

    def stop(self, job, why, last_lines=()):
        job.state = 'stopped'
        say(f'{job.name} is stopped: {why}')
        ship_stop(self.env.get('LOG_COLLECTOR'), f'{job.name} is stopped: {why}', list(last_lines))

    def reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for job in self.jobs:
                if job.process is not None and job.process.pid == pid:
                    self.ended(job, os.waitstatus_to_exitcode(status))

    def ended(self, job, code):
        process, job.process = job.process, None
        if process.output in self.selector.get_map():
            self.selector.unregister(process.output)
        process.close()
        self.doomed.pop(process.pid, None)
        how = f'exit code {code}' if code >= 0 else signal.Signals(-code).name
        if self.stopping:
            job.state = 'stopped'
        elif job.anew:
            self.pre_start(job)
        elif job.state == 'pre-start':
            self.pre_started(job, code, how, process.last)
        elif job.emits:
            self.emitted(job, code, how, process.last)
        elif job.respawn and job.respawn.allows(time.monotonic()):
            say(f'{job.name} ended with {how}, respawning')
            self.execute(job)
        else:
            self.stop(job, 'respawning too fast' if job.respawn else how, process.last)

    def pre_started(self, job, code, how, last_lines):
        if code == 0:
            self.execute(job)
        else:
            self.stop(job, f'{job.pre_start[0]} failed with {how}', last_lines)

    def emitted(self, job, code, how, last_lines):
        job.state = 'stopped'
        if code == 0:
            self.emit(job.emits)
            return
        say(f'{job.name} ended with {how}')
        self.stop_waiting_for(job, f'{job.name} failed with {how}', last_lines)

    def stop_waiting_for(self, job, why, last_lines=()):
        for other in self.jobs:
            if other.start_on == job.emits and other.state == 'waiting':
                self.stop(other, why, last_lines)

    def look(self):
        """What no signal tells: whether a job answers by now, and whose time to end is over."""
        for job in self.jobs:
            if job.state == 'starting' and not job.anew and job.answers.answered():
                job.state = 'running'
                say(f'{job.name} is started')
            process = job.process
            if process is not None and self.doomed.get(process.pid, FOREVER) < time.monotonic():
                process.send(signal.SIGKILL)

    def patience(self):
        if any(job.state == 'starting' for job in self.jobs):
            return ASK_AGAIN_SECONDS
        return 0.2 if self.doomed else None

    def stopped(self):
        """One after the other, in the order of the table: the proxy first, so that it can still finish its requests."""
        under_way = next((job for job in self.jobs if job.process is not None), None)
        if under_way is not None:
            self.end(under_way)
        return under_way is None

    def end(self, job):
        if job.process.pid not in self.doomed:
            self.doomed[job.process.pid] = time.monotonic() + STOP_SECONDS
            job.process.send(signal.Signals[job.stop_signal] if job.state != 'pre-start' else signal.SIGTERM)
