import re
import threading
import time

DEADLINE_SECONDS = 3

_under_way = {}


def run_checks(checks):
    """
    Runs functions that raise where something is wrong, side by side, each at most so long. A list of
    (name, milliseconds, what was wrong or None).
    """
    runs = [_Run(name, check) for name, check in checks.items()]
    return [(run.name, *run.outcome()) for run in runs]


class _Run:
    def __init__(self, name, check):
        self.name = name
        self.check = check
        self.failure = None
        self.began = self.ended = time.monotonic()
        late = _under_way.get(name)
        # A check that hangs keeps its thread; there must not be more of them with every request.
        self.thread = None if late and late.is_alive() else threading.Thread(target=self.run, daemon=True)
        if self.thread:
            _under_way[name] = self.thread
            self.thread.start()

    def run(self):
        try:
            self.check()
        except Exception as error:
            self.failure = described(error)
        finally:
            self.ended = time.monotonic()

    def outcome(self):
        if self.thread is None:
            return 0, 'the check before this one has not ended yet'
        self.thread.join(max(0, self.began + DEADLINE_SECONDS - time.monotonic()))
        if self.thread.is_alive():
            return DEADLINE_SECONDS * 1000, f'no answer within {DEADLINE_SECONDS * 1000} ms'
        return round((self.ended - self.began) * 1000), self.failure


def described(error):
    return re.sub(r'\s*\n\s*', ' ', str(error)).strip() or type(error).__name__
