class Job:
    """One entry of the table, and what is under way of it."""

    def __init__(self, name, command, start_on, emits=None, pre_start=None, respawn=None, answers=None, stop_signal='SIGTERM'):
        self.name = name
        self.command = command
        # The event after which it is started, or started anew.
        self.start_on = start_on
        # The event that its end with exit code 0 stands for.
        self.emits = emits
        # Name and command of what has to end well before each start, but not before a respawn.
        self.pre_start = pre_start
        # Without a limit it is not started again.
        self.respawn = respawn
        # Where there is such a question, it is started once that is answered.
        self.answers = answers
        self.stop_signal = stop_signal

        # waiting, pre-start, starting, running, stopped
        self.state = 'waiting'
        self.process = None
        self.anew = False
