import { endOfError, type Stage } from './classify.js';

const failing = (code: string, message = `connect ${code}`): NodeJS.ErrnoException => Object.assign(new Error(message), { code });

test.each<[string, Stage, string, string]>([
  ['ECONNREFUSED', 'connecting', 'connection-refused', 'connection refused'],
  ['ECONNRESET', 'answer', 'connection-reset', 'connection reset'],
  ['EPIPE', 'answer', 'connection-reset', 'connection reset'],
  ['ECONNRESET', 'handshake', 'connection-reset', 'connection reset during the TLS handshake'],
  ['ETIMEDOUT', 'connecting', 'timeout', 'the network gave the connection up'],
  ['EHOSTUNREACH', 'connecting', 'unreachable', 'no route to the host'],
  ['ENETUNREACH', 'connecting', 'unreachable', 'no route to the network'],
  ['EADDRNOTAVAIL', 'connecting', 'unreachable', 'connect EADDRNOTAVAIL'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'handshake', 'tls-error', 'TLS: connect ERR_SSL_WRONG_VERSION_NUMBER'],
  ['EPROTO', 'answer', 'tls-error', 'TLS: connect EPROTO'],
])('%s while %s is %s', (code, stage, outcome, detail) => {
  expect(endOfError(failing(code), stage)).toEqual({ outcome, detail });
});
