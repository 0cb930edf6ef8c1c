import { ConfigError } from './errors.js';
import type { ProbeForm } from './health-check.js';
import { checkProbeForm, probeFormText } from './probe-form.js';

test.each<[ProbeForm, string]>([
  [{ method: 'HEAD' }, 'by HEAD'],
  [{ method: 'GET', host: '' }, 'by GET, with Host: '],
  [{ host: 'shop.example.com', userAgent: 'curl/8' }, 'with Host: shop.example.com, with User-Agent: curl/8'],
  [{ headers: { 'X-Forwarded-Proto': 'https' } }, 'with X-Forwarded-Proto: https'],
])('%j can be sent: %s', (form, text) => {
  expect(checkProbeForm(form)).toBe(form);
  expect(probeFormText(form)).toBe(text);
});

test.each<[ProbeForm, string]>([
  [{}, 'expected a method, host, userAgent or headers, found none'],
  [{ method: 'GET', headers: {} }, 'found none; the check would be asked as ever'],
  [{ method: 'POST' as 'GET' }, 'method: expected GET or HEAD, found "POST"'],
  [{ headers: { 'X A': '1' } }, 'headers: expected names of headers, found "X A"'],
  [{ headers: { 'X-A': '1\r\nX-B: 2' } }, "X-A: expected a header's value on one line"],
  [{ host: 'a\nb' }, "host: expected a header's value on one line"],
])('%j is refused', (form, message) => {
  expect(() => checkProbeForm(form)).toThrow(ConfigError);
  expect(() => checkProbeForm(form)).toThrow(message);
});
