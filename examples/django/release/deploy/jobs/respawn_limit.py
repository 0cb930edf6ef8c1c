class RespawnLimit:
    """`TIMES SECONDS`: how often a job may be started again within so many seconds, as Upstart counts it."""

    def __init__(self, text):
        times, seconds = text.split()
        self.times = int(times)
        self.seconds = float(seconds)
        self.forget()

    def forget(self):
        """Before a start that is no respawn."""
        self.began = None
        self.count = 0

    def allows(self, now):
        if self.began is None or now > self.began + self.seconds:
            self.began = now
            self.count = 0
        self.count += 1
        return self.count <= self.times
