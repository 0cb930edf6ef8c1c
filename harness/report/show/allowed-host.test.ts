import { isAllowedHost } from './allowed-host.js';

test.each([
  ['localhost:8080', '127.0.0.1', true],
  ['LOCALHOST', '127.0.0.1', true],
  ['report.localhost:1', '127.0.0.1', true],
  ['127.0.0.1:8080', '127.0.0.1', true],
  ['127.1.2.3', '127.0.0.1', true],
  ['[::1]:8080', '::1', true],
  ['evil.example', '127.0.0.1', false],
  ['127.0.0.1.evil.example', '127.0.0.1', false],
  ['localhost.evil.example:80', '127.0.0.1', false],
  ['192.0.2.7:8080', '127.0.0.1', false],
  ['', '127.0.0.1', false],
  [undefined, '127.0.0.1', false],
  ['localhost:80:80', '127.0.0.1', false],
  // Who lets others in is asked by address, or by the name that was given.
  ['192.0.2.7:8080', '0.0.0.0', true],
  ['[2001:db8::1]', '::', true],
  ['evil.example', '0.0.0.0', false],
  ['ci.example:80', 'ci.example', true],
  // This machine's own name, where others may ask it.
  ['VM-7.example:80', '0.0.0.0', true],
  ['vm-7:80', '::', true],
  ['vm-7.local:80', '192.0.2.7', true],
  ['vm-7:80', '127.0.0.1', false],
  ['vm-7.evil.example:80', '0.0.0.0', false],
  ['other:80', '0.0.0.0', false],
])('a request for %p of a server at %s is allowed: %p', (header, host, allowed) => {
  expect(isAllowedHost(header, host, 'vm-7.example')).toBe(allowed);
});
