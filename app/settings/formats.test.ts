import { databaseUrlComplaint, hostList, hostListComplaint, secretKeyComplaint } from './formats.js';

test.each([
  ['x'.repeat(16), undefined],
  ['!~'.repeat(20), undefined],
  ['x'.repeat(15), 'expected at least 16 characters, found 15'],
  ['with a blank in it', 'expected printable ASCII without blanks, found other characters'],
  ['ümlaute-in-a-long-key', 'expected printable ASCII without blanks, found other characters'],
  ['sixteen-letters-\n', 'expected printable ASCII without blanks, found other characters'],
])('the secret key %j: %s', (text, complaint) => expect(secretKeyComplaint(text)).toBe(complaint));

test.each([
  ['postgres://shop:pw@db.internal:5432/shop', undefined],
  ['postgresql://db/shop', undefined],
  ['mysql://shop:hidden@db/shop', 'expected a postgres:// or postgresql:// URL, found a mysql:// one'],
  ['shop:hidden@db', 'expected a postgres:// or postgresql:// URL, found a shop:// one'],
  ['//shop:hidden@db', 'expected a postgres:// or postgresql:// URL, found text which is not a URL'],
  ['postgres://shop:hid den@db:x/', 'expected a postgres:// or postgresql:// URL, found text which is not a URL'],
])('the database URL %j: %s', (text, complaint) => {
  expect(databaseUrlComplaint(text)).toBe(complaint);
  expect(databaseUrlComplaint(text) ?? '').not.toMatch(/hid ?den/);
});

test.each([
  ['shop.example', ['shop.example']],
  [' Shop.Example ,WWW.shop.example,', ['shop.example', 'www.shop.example']],
  ['localhost,127.0.0.1,[::1]', ['localhost', '127.0.0.1', '[::1]']],
  ['shop.example:8080', ['shop.example']],
])('the hosts %j are %j', (text, hosts) => {
  expect(hostListComplaint(text)).toBeUndefined();
  expect(hostList(text)).toEqual(hosts);
});

test.each([
  [' , ,', 'expected at least one host name, found none'],
  ['https://shop.example', 'expected host names parted by commas, found "https://shop.example"'],
  ['a b,ok.example,*.example', 'expected host names parted by commas, found "a b", "*.example"'],
])('the hosts %j are refused: %s', (text, complaint) => expect(hostListComplaint(text)).toBe(complaint));
