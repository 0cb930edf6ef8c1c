"""One JSON object a line on stderr; what fails in the health check goes to the collector as well."""
import json
import logging as python_logging
import time

from .redact import redactor


def logging(secrets, collector):
    """What Django is given as LOGGING. `secrets` are blotted out of every text; `collector` is host and port, or None."""
    handlers = {'stderr': {'class': 'logging.StreamHandler', 'formatter': 'json'}}
    if collector:
        handlers['collector'] = {
            '()': syslog, 'address': collector, 'formatter': 'json', 'level': 'ERROR',
        }
    return {
        'version': 1,
        'disable_existing_loggers': False,
        'formatters': {'json': {'()': JsonLines, 'secrets': secrets}},
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
        self.redact = redactor(secrets)

    def format(self, record):
        line = {
            'time': time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created)) + f'.{int(record.msecs):03}Z',
            'level': record.levelname.lower(),
            'log': record.name,
            'msg': self.redact(record.getMessage()),
            **getattr(record, 'fields', {}),
        }
        if record.exc_info:
            line['error'] = self.redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def syslog(address):
    # Loaded only where there is a collector.
    from logging.handlers import SysLogHandler
    handler = SysLogHandler(address)
    handler.ident = 'shop: '
    handler.append_nul = False
    return handler
