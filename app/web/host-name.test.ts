import fc from 'fast-check';
import { hostName } from './host-name.js';

test.each([
  ['shop.example', 'shop.example'],
  ['SHOP.Example:8080', 'shop.example'],
  ['shop.example.', 'shop.example'],
  ['shop.example.:80', 'shop.example'],
  ['shop.example:', 'shop.example'],
  ['10.0.1.23:80', '10.0.1.23'],
  ['[2001:DB8::1]:443', '[2001:db8::1]'],
  ['my_host', 'my_host'],
  ['a', 'a'],
])('%j names %j', (header, name) => expect(hostName(header)).toBe(name));

test.each(['', '-a', 'a-', '.', 'a b', 'shop.example:80x', 'shop.example/path', 'user@shop.example', '[::1', 'a,b', 'shop.example\n', 'shöp.example'])(
  '%j is no host name',
  (header) => expect(hostName(header)).toBeUndefined(),
);

test('a port never changes the name, and a name names itself', () => {
  fc.assert(fc.property(fc.domain(), fc.nat(65_535), (domain, port) => {
    expect(hostName(`${domain}:${port}`)).toBe(domain.toLowerCase());
    expect(hostName(hostName(domain) ?? '')).toBe(hostName(domain));
  }));
});
