"""One JSON object a line on stderr; what fails in the health check goes to the collector as well."""
import json
import logging as python_logging
import socket
import time


def logging(secrets, collector):
    """What Django is given as LOGGING. `secrets` are blotted out of every line; `collector` is host:port or empty."""
    secrets = [secret for secret in secrets if secret]
    handlers = {'stderr': {'class': 'logging.StreamHandler', 'formatter': 'json'}}
    if collector:
        host, _, port = collector.rpartition(':')
        handlers['collector'] = {
            'class': 'storefront.json_log.Syslog', 'address': (host, int(port)), 'formatter': 'syslog', 'level': 'ERROR',
        }
    return {
        'version': 1,
        'disable_existing_loggers': False,
        'formatters': {
            'json': {'()': JsonLines, 'secrets': secrets},
            'syslog': {'()': SyslogLines, 'secrets': secrets},
        },
        'handlers': handlers,
        'loggers': {
            'django': {'handlers': ['stderr'], 'level': 'INFO', 'propagate': False},
            'health': {'handlers': list(handlers), 'level': 'INFO', 'propagate': False},
        },
        'root': {'handlers': ['stderr'], 'level': 'INFO'},
    }


class JsonLines(python_logging.Formatter):
    def __init__(self, secrets):
        super().__init__()
        self.secrets = secrets

    def format(self, record):
        line = {
            'time': time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created)) + f'.{int(record.msecs):03}Z',
            'level': record.levelname.lower(),
            'log': record.name,
            'msg': record.getMessage(),
            **getattr(record, 'fields', {}),
        }
        if record.exc_info:
            line['error'] = self.formatException(record.exc_info)
        return self.redact(json.dumps(line, ensure_ascii=False))

    def redact(self, text):
        for secret in self.secrets:
            # As it stands in a JSON text.
            text = text.replace(json.dumps(secret, ensure_ascii=False)[1:-1], '***')
        return text


class SyslogLines(JsonLines):
    """The same object with the head that syslog's old format has."""

    def format(self, record):
        at = time.strftime('%b %e %H:%M:%S', time.localtime(record.created))
        return f'{at} {socket.gethostname()} shop: {super().format(record)}'


def Syslog(address):
    from logging.handlers import SysLogHandler
    handler = SysLogHandler(address)
    handler.append_nul = False
    return handler
