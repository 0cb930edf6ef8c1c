import fc from 'fast-check';
import { looksSecret, maskDeep, maskEnv, secretsOf } from './secrets.js';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAK\n-----END RSA PRIVATE KEY-----';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r';

describe('a setting is secret by its name', () => {
  test.each([
    'SECRET', 'SECRET_KEY_BASE', 'SESSION_SECRET', 'clientSecret', 'CLIENTSECRET', 'DB_PASSWORD', 'PGPASSWORD', 'DB_PASS', 'DB_PWD',
    'MYSQL_PASSWD', 'SSH_PASSPHRASE', 'API_KEY', 'apiKey', 'STRIPE_APIKEY', 'PRIVATE_KEY', 'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN', 'GITHUB_TOKEN', 'GOOGLE_CREDENTIALS', 'SENTRY_DSN', 'ENCRYPTION_KEY',
  ])('%s is secret', (name) => expect(looksSecret(name)).toBe(true));

  test.each([
    'PRIMARY_KEY_COLUMN', 'PRIMARY_KEY', 'PUBLIC_KEY', 'CACHE_KEY', 'SORT_KEY', 'PWD', 'OLDPWD', 'BYPASS_CACHE', 'COMPASS', 'TOKENIZER',
    'MAX_TOKENS', 'SECRETARY_EMAIL', 'PASSWORD_MIN_LENGTH', 'PASSWORD_FILE', 'TOKEN_URL', 'TOKEN_TTL', 'SECRET_NAME',
    'DATABASE_URL', 'PORT', 'NODE_ENV', 'MONKEY',
  ])('%s is not', (name) => expect(looksSecret(name)).toBe(false));
});

describe('a setting is secret by its value', () => {
  test.each([
    ['a URL with a password', 'postgres://app:pw@db/app'],
    ['a URL with a password and no user', 'redis://:pw@cache:6379'],
    ['a URL with a password in its query', 'postgres://db/app?user=app&password=hunter2'],
    ['a connection string', 'host=db user=app password=hunter2'],
    ['a private key', PEM],
    ['a JWT', JWT],
    ['an AWS key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a token of a known service', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a random text', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ])('%s is secret', (_, value) => expect(looksSecret('SETTING', value)).toBe(true));

  test.each([
    ['a URL without a password', 'https://app@example.com/a:b@c'],
    ['a commit', '9fceb02d0ae598e95dc970b74767f19372d61af8'],
    ['a UUID', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['a path', '/usr/local/lib/node20/Modules/App'],
    ['a sentence', 'The quick brown fox jumps over the lazy dog 42'],
    ['nothing', ''],
  ])('%s is not', (_, value) => expect(looksSecret('SETTING', value)).toBe(false));
});

describe('the secrets of settings', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['of a URL are its password, raw and decoded', { DATABASE_URL: 'postgres://app:p%40ss%2F1@db:5432/app' }, ['p%40ss%2F1', 'p@ss/1']],
    ['of a URL with raw signs in its password are the password', { DATABASE_URL: 'postgres://app:p/w#1@db/app' }, ['p/w#1']],
    ['of a DSN with a lone key are the key', { SENTRY_DSN: 'https://abcdef123456@sentry.io/1' }, ['abcdef123456']],
    ['of a secret URL under a secret name are only the password', { APP_SECRET: 'redis://:hunter22@cache/0' }, ['hunter22']],
    ['of a plain secret are the whole value', { API_KEY: 'k-123456' }, ['k-123456']],
    ['of a connection string are its password', { CONN: "host=db password='s e c' dbname=a" }, ['s e c']],
    ['are each told once', { A_TOKEN: 'same-token', B_TOKEN: 'same-token' }, ['same-token']],
    ['are not switches, empty values or plain settings', { PASSWORD: '', AUTH_TOKEN: 'true', PORT: '3000', WEB: 'https://example.com' }, []],
  ])('%s', (_, env, secrets) => expect(secretsOf(env)).toEqual(secrets));
});

describe('masking a text', () => {
  test.each<[string, string, string[], string]>([
    ['replaces every occurrence', 'a hunter2 b hunter2', ['hunter2'], 'a *** b ***'],
    ['takes the longer of two secrets whole', 'token-long', ['token', 'token-long'], '***'],
    ['leaves no rest of overlapping secrets', 'x abcdefgh y', ['abcdef', 'defgh'], 'x *** y'],
    ['finds JSON-escaped secrets', JSON.stringify({ pw: 'a"b\\c\nd' }), ['a"b\\c\nd'], '{"pw":"***"}'],
    ['finds secrets escaped twice', JSON.stringify(JSON.stringify('a"b\\c')), ['a"b\\c'], '"\\"***\\""'],
    ['finds URL-encoded secrets', 'u=p%40ss%2Fw u=p%40ss%2fw', ['p@ss/w'], 'u=*** u=***'],
    ['finds form-encoded secrets', 'q=a+b%21c q=a%20b!c', ['a b!c'], 'q=*** q=***'],
    ['finds secrets in base64, wherever they begin', ['', 'u', 'u:', 'us:'].map((before) => btoa(`${before}hunter2-hunter2~~??`)).join(' '), ['hunter2-hunter2~~'], '***4/Pw== dW***Pz8= dTp***j8/ dXM6***4/Pw=='],
    ['hides passwords of unknown URLs', 'dial postgres://user:pw@db/app failed', [], 'dial postgres://user:***@db/app failed'],
    ['hides a password with an at sign in it', 'redis://:a@b@cache', [], 'redis://:***@cache'],
    ['hides private keys', `key ${PEM} end`, [], 'key *** end'],
    ['hides JWTs and AWS key ids', `${JWT} AKIAIOSFODNN7EXAMPLE`, [], '*** ***'],
    ['hides passwords of connection strings', 'host=db password=hunter2 user=a', [], 'host=db password=*** user=a'],
    ['leaves secrets under four characters, which would shred the text', 'a pw', ['pw', ''], 'a pw'],
    ['leaves ports and paths of URLs', 'http://10.0.0.1:3000/a@b', [], 'http://10.0.0.1:3000/a@b'],
  ])('%s', (_, text, secrets, masked) => {
    expect(maskDeep(text, secrets)).toBe(masked);
    expect(maskDeep(masked, secrets)).toBe(masked);
  });
});

test('shown settings keep everything but the secrets', () => {
  const env = { PORT: '3000', EMPTY_TOKEN: '', PIN_TOKEN: '1', DATABASE_URL: 'postgres://app:pw@db/app', NOTE: 'the key is k-123456', API_KEY: 'k-123456' };
  expect(maskEnv(env)).toEqual({
    PORT: '3000', EMPTY_TOKEN: '', PIN_TOKEN: '***', DATABASE_URL: 'postgres://app:***@db/app', NOTE: 'the key is ***', API_KEY: '***',
  });
});

test('masking a JSON value reaches texts, names and digits, and leaves the value itself', () => {
  const value = { a: ['hunter2!', 7, null, true], 'hunter2!': { n: 123456789 } };
  const copy = structuredClone(value);
  expect(maskDeep(value, ['hunter2!', '23456789'])).toEqual({ a: ['***', 7, null, true], '***': { n: '***' } });
  expect(value).toEqual(copy);
});

describe('whatever the secret', () => {
  // A secret that is JSON punctuation or part of `true` would be "found" in the frame of any document.
  const secret = fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }).filter((text) => !/^["[\]{},:\\a-z0-9]*$/.test(text));

  test('none of 8 characters or more survives in a JSON value that embeds it', () => {
    const property = fc.property(secret, secret, fc.jsonValue(), fc.string(), (one, two, json, around) => {
      const embedded = [json, around + one, { [two + around]: [one + two, { deep: JSON.stringify({ one }) }] }];
      const masked = JSON.stringify(maskDeep(embedded, [one, two]));
      for (const each of [one, two]) {
        for (const form of [each, JSON.stringify(each).slice(1, -1)]) expect(masked.includes(form)).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('masking twice is masking once', () => {
    const pieces = fc.array(fc.oneof(secret, fc.constantFrom('***', '*', '://', ':', '@', 'a://b:', 'password=')), { maxLength: 8 });
    const property = fc.property(pieces, fc.array(secret, { maxLength: 3 }), (parts, secrets) => {
      const once = maskDeep(parts.concat(secrets).join(''), secrets);
      expect(maskDeep(once, secrets)).toBe(once);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
