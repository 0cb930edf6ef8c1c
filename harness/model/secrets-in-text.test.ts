import { secretsInText } from './secrets-in-text.js';

test.each([
  ['STRIPE_SECRET=rk-9f8e7d\nMODE=ci\n', ['rk-9f8e7d']],
  ['export DB_PASSWORD="two words"\n', ['two words']],
  ['production:\n  secret_key_base: abc123def\n  host: localhost\n', ['abc123def']],
  ['{"apiToken": "t-0123456", "port": 3000}', ['t-0123456']],
  ["const sessionSecret = 'keyboard cat';", ['keyboard cat']],
  ['spring.datasource.password=hunter22', ['hunter22']],
  ['<h1>Kettles</h1>\n<a href="/items">all</a>', []],
])('of %j tells %j', (text, secrets) => expect(secretsInText(text)).toEqual(secrets));
