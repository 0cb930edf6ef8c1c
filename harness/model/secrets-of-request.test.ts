import { secretsOfRequest } from './secrets-of-request.js';

const basic = (pair: string): string => Buffer.from(pair).toString('base64');

test.each<[string, Parameters<typeof secretsOfRequest>[0], string[]]>([
  ['a token', { headers: { Authorization: 'Bearer probe-token-1' } }, ['probe-token-1']],
  ['credentials without a scheme', { headers: { authorization: 'probe-token-1' } }, ['probe-token-1']],
  ['a password of basic authentication, encoded and by itself', { headers: { authorization: `Basic ${basic('ada:love:lace')}` } }, [basic('ada:love:lace'), 'love:lace']],
  ['credentials for a proxy', { headers: { 'Proxy-Authorization': 'Bearer abc' } }, ['abc']],
  ['sessions in cookies, and not what is chosen in them', { headers: { cookie: 'lang=de; session=0123456789; theme=dark' } }, ['0123456789']],
  ['a key in a header of its own name', { headers: { 'X-Api-Key': 'k-1234', accept: 'text/html' } }, ['k-1234']],
  ['secret fields of JSON, however deep', { body: '{"name":"Ada","user":{"password":"lovelace","pin":1},"tokens":[{"token":"t-1234"}]}' }, ['lovelace', 't-1234']],
  ['secret fields of a form', { body: 'name=Ada&password=love%20lace' }, ['love lace']],
  ['nothing in what is plain', { headers: { accept: '*/*' }, body: 'hello' }, []],
])('finds %s', (_, request, secrets) => expect(secretsOfRequest(request)).toEqual(secrets));
