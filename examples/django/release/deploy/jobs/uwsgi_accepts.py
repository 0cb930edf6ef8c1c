import os
import socket


class UwsgiAccepts:
    """
    Whether a uWSGI server takes requests. The master listens before any application is loaded, so that a connection alone
    says nothing; the first worker writes a note (uwsgi.ini) when it begins to accept.
    """

    def __init__(self, socket_path, note):
        self.socket_path = socket_path
        self.note = note

    def forget(self):
        """Before it is started."""
        try:
            os.unlink(self.note)
        except FileNotFoundError:
            pass

    def answered(self):
        """Never waits; is asked again and again until it says yes."""
        if not os.path.exists(self.note):
            return False
        with socket.socket(socket.AF_UNIX) as connection:
            connection.setblocking(False)
            return connection.connect_ex(self.socket_path) == 0
