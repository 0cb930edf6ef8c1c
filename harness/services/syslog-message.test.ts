import fc from 'fast-check';
import { readSyslog, type SyslogMessage } from './syslog-message.js';

test.each<[string, string, SyslogMessage]>([
  ['nginx', '<190>Nov  6 19:14:23 web-1 nginx: {"status":503}', { severity: 'info', host: 'web-1', program: 'nginx', event: { status: 503 } }],
  ['nginx without its host', '<190>Nov 26 19:14:23 nginx: {"status":503}', { severity: 'info', program: 'nginx', event: { status: 503 } }],
  ['an address for a host', '<13>Nov 26 19:14:23 fe80::1 app[12]: a: b', { severity: 'notice', host: 'fe80::1', program: 'app', event: 'a: b' }],
  ['no host, and colons in the text', '<13>Nov 26 19:14:23 app: foo: bar', { severity: 'notice', program: 'app', event: 'foo: bar' }],
  ['a time of the newer form', '<13>2026-11-26T19:14:23.5+01:00 web-1 app: x', { severity: 'notice', host: 'web-1', program: 'app', event: 'x' }],
  ['no time, and a zero byte at the end, as of Python', '<14>django: {"a":1}\0', { severity: 'info', program: 'django', event: { a: 1 } }],
  ['no header', '<14>{"a":1}', { severity: 'info', event: { a: 1 } }],
  ['no program', '<14>it is late\r\n', { severity: 'info', event: 'it is late' }],
  ['a cookie before JSON', '<14>app: @cee: {"a":1}', { severity: 'info', program: 'app', event: { a: 1 } }],
  ['JSON that is broken', '<14>app: {"a":', { severity: 'info', program: 'app', event: '{"a":' }],
  ['no priority', '{"a":1}', { event: { a: 1 } }],
  ['a priority that is none', '<192>x', { event: '<192>x' }],
  ['RFC 5424', '<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeffsu failed', { severity: 'crit', host: 'mymachine.example.com', program: 'su', event: 'su failed' }],
  ['structured data', '<165>1 2003-10-11T22:14:15Z web-1 app - - [a@1 b="c \\" ] d"][e@2] {"a":1}', { severity: 'notice', host: 'web-1', program: 'app', event: { a: 1 } }],
  ['nothing said', '<0>1 - - - - - -', { severity: 'emerg', event: '' }],
])('%s', (_, text, message) => expect(readSyslog(text)).toEqual(message));

test('any text is an event, and none takes long', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '<13>', '<13>1 - - - - - [', '<13>Nov 26 19:14:23 '), (text, head) => {
    expect(readSyslog(head + text)).toHaveProperty('event');
  }));
  for (const part of ['\n', '[', '"', '\\', 'a ', 'a', ':', ' ']) expect(readSyslog(`<13>1 - - - - - [a b="${part.repeat(60_000)}x`)).toHaveProperty('event');
}, 4000);
