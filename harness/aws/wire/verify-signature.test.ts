import { HttpRequest } from '@smithy/core/protocols';
import { expectedSignature } from './canonical-request.js';
import type { DoorRequest } from './door-request.js';
import { createDoor } from './router.js';
import { parseSignature } from './sigv4.js';
import { signerFor } from './signer.testing.js';
import { asking, posted, refusalIn, tinyDoor } from './tiny-door.testing.js';
import type { RequestContext } from './types.js';
import type { Credential } from './verify-signature.js';
import { KEYS } from './sdk-clients.testing.js';

const NOW = Date.UTC(2026, 1, 28, 12, 0, 0) / 1000;
const SESSION: Credential = { accessKeyId: 'ASIASESSION', secretAccessKey: 'secret', sessionToken: 'token' };
const door = tinyDoor({ credentials: [KEYS, SESSION], now: () => NOW });

interface Signing {
  readonly keys?: Credential;
  readonly service?: string;
  readonly at?: number;
}

/** The request as the SDK's own signer signs it. */
async function signed(request: DoorRequest, signing: Signing = {}): Promise<DoorRequest> {
  const plain = new HttpRequest({ method: request.method, path: '/', headers: { host: 'door.test', ...request.headers } as Record<string, string>, body: request.body });
  const { headers } = await signerFor(signing).sign(plain, { signingDate: new Date((signing.at ?? NOW) * 1000) });
  return { ...request, headers };
}

/** The same request as a presigned URL. */
async function presigned(request: DoorRequest, { expiresIn, ...signing }: Signing & { readonly expiresIn: number }): Promise<DoorRequest> {
  const plain = new HttpRequest({ method: 'GET', path: '/', headers: { host: 'door.test' }, query: Object.fromEntries(new URLSearchParams(request.body)) });
  const { query } = await signerFor(signing).presign(plain, { signingDate: new Date((signing.at ?? NOW) * 1000), expiresIn });
  return { method: 'GET', query: new URLSearchParams(query as Record<string, string>).toString(), headers: { host: 'door.test' }, body: '' };
}

const DELETE = asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: "w e+b ü*~'()" });
const IMAGES = asking('ec2', 'DescribeImages');

test("AWS's own example has the signature that AWS gives for it", () => {
  const request: DoorRequest = {
    method: 'GET',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: {
      host: 'iam.amazonaws.com',
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-amz-date': '20150830T123600Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    },
    body: '',
  };
  const signature = parseSignature(request);
  if (signature.kind !== 'signed') throw new Error(signature.kind);
  expect(expectedSignature(request, signature, KEYS.secretAccessKey)).toBe(signature.signature);
});

test.each<[string, () => Promise<DoorRequest>]>([
  ['by its header', () => signed(DELETE)],
  ['with a session', () => signed(DELETE, { keys: SESSION })],
  ['up to 15 minutes ago', () => signed(DELETE, { at: NOW - 900 })],
  ['up to 15 minutes from now', () => signed(DELETE, { at: NOW + 900 })],
  ['by its URL', () => presigned(DELETE, { expiresIn: 60 })],
  ['by its URL an hour ago, for two', () => presigned(DELETE, { expiresIn: 7200, at: NOW - 3600 })],
  ['by its URL with a session', () => presigned(DELETE, { expiresIn: 60, keys: SESSION })],
])('a request that is signed %s is let in', async (_, made) => {
  const seen: { context?: RequestContext; input?: unknown } = {};
  const request = await made();
  expect(await tinyDoor({ credentials: [KEYS, SESSION], now: () => NOW }, seen)(request)).toMatchObject({ status: 200 });
  expect(seen).toMatchObject({ input: { LoadBalancerName: "w e+b ü*~'()" }, context: { region: 'eu-central-1', accessKeyId: expect.stringMatching(/^A(KID|SIA)/) as string } });
});

const changed = async (made: Promise<DoorRequest>, change: (request: DoorRequest) => Partial<DoorRequest>): Promise<DoorRequest> => {
  const request = await made;
  return { ...request, ...change(request) };
};
const withHeader = (name: string, value: (old: string) => string) => ({ headers }: DoorRequest) => ({ headers: { ...headers, [name]: value(headers[name] ?? '') } });

type Refused = [title: string, made: () => DoorRequest | Promise<DoorRequest>, status: number, code: string, message?: string | RegExp];

test.each<Refused>([
  ['without a signature', () => DELETE, 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
  ['with the key of a stranger', () => signed(DELETE, { keys: { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'x' } }), 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
  ["without its session's token", () => signed(DELETE, { keys: { accessKeyId: SESSION.accessKeyId, secretAccessKey: 'secret' } }), 403, 'InvalidClientTokenId'],
  ['with a wrong secret', () => signed(DELETE, { keys: { ...KEYS, secretAccessKey: 'wrong' } }), 403, 'SignatureDoesNotMatch', /^The request signature we calculated does not match/],
  ['whose body was changed', () => changed(signed(DELETE), ({ body }) => ({ body: `${body}x` })), 403, 'SignatureDoesNotMatch'],
  ['whose query was changed', () => changed(signed(DELETE), () => ({ query: 'PageSize=1' })), 403, 'SignatureDoesNotMatch'],
  ['whose method was changed', () => changed(presigned(DELETE, { expiresIn: 60 }), () => ({ method: 'POST' })), 403, 'SignatureDoesNotMatch'],
  ['whose host was changed', () => changed(signed(DELETE), withHeader('host', () => 'other.test')), 403, 'SignatureDoesNotMatch'],
  ['whose signature is cut short', () => changed(signed(DELETE), withHeader('authorization', (old) => old.slice(0, -1))), 403, 'SignatureDoesNotMatch'],
  ['whose host is not signed', () => changed(signed(DELETE), withHeader('authorization', (old) => old.replace('host;', ''))), 403, 'SignatureDoesNotMatch', /^'Host'/],
  ['for another service', () => signed(DELETE, { service: 'ec2' }), 403, 'SignatureDoesNotMatch', "Credential should be scoped to correct service: 'elasticloadbalancing'."],
  ['of another day than its date', () => changed(signed(DELETE), withHeader('x-amz-date', () => '20260227T120000Z')), 403, 'SignatureDoesNotMatch', /^Date in Credential scope does not match/],
  ['too old', () => signed(DELETE, { at: NOW - 901 }), 403, 'SignatureDoesNotMatch', 'Signature expired: 20260228T114459Z is now earlier than 20260228T114500Z (20260228T120000Z - 15 min.)'],
  ['from the future', () => signed(DELETE, { at: NOW + 901 }), 403, 'SignatureDoesNotMatch', 'Signature not yet current: 20260228T121501Z is still later than 20260228T121500Z (20260228T120000Z + 15 min.)'],
  ['by a URL that has expired', () => presigned(DELETE, { expiresIn: 50, at: NOW - 51 }), 403, 'SignatureDoesNotMatch', /^Signature expired: .* - 50 sec\.\)$/],
  ['for EC2 too old', () => signed(IMAGES, { service: 'ec2', at: NOW - 901 }), 400, 'RequestExpired', 'Request has expired.'],
  ['without a date', () => changed(signed(DELETE), ({ headers }) => ({ headers: { ...headers, 'x-amz-date': undefined } })), 400, 'IncompleteSignature'],
  ['by a scheme of its own', () => posted({ ...Object.fromEntries(new URLSearchParams(DELETE.body)) }, { headers: { authorization: 'Basic dXNlcg==' } }), 400, 'IncompleteSignature'],
  ['without its signed headers', () => changed(signed(DELETE), withHeader('authorization', (old) => old.replace(/SignedHeaders=[^,]*, /, ''))), 400, 'IncompleteSignature', "Authorization header requires 'SignedHeaders' parameter."],
  ['with half a scope', () => changed(signed(DELETE), withHeader('authorization', (old) => old.replace('/aws4_request', ''))), 400, 'IncompleteSignature'],
  ['by a URL that is good for a month', () => changed(presigned(DELETE, { expiresIn: 60 }), ({ query }) => ({ query: query.replace('X-Amz-Expires=60', 'X-Amz-Expires=2592000') })), 400, 'IncompleteSignature'],
  ['by a URL without its date', () => changed(presigned(DELETE, { expiresIn: 60 }), ({ query }) => ({ query: query.replace(/&X-Amz-Date=[^&]*/, '') })), 400, 'IncompleteSignature', "AWS query-string parameters must include 'X-Amz-Date'."],
])('a request that is signed %s is refused', async (_, made, status, code, message = /./) => {
  const refusal = refusalIn(await door(await made()));
  expect(refusal).toMatchObject({ status, code });
  if (message instanceof RegExp) expect(refusal.message).toMatch(message);
  else expect(refusal.message).toBe(message);
});

test('a door without credentials lets in whatever is signed or not, and says by whom', async () => {
  const open = createDoor({ sts: { GetCallerIdentity: (_, { accessKeyId = 'nobody' }) => ({ UserId: accessKeyId }) } });
  const request = asking('sts', 'GetCallerIdentity');
  const user = async (headers: DoorRequest['headers']): Promise<string | undefined> => /<UserId>(.*)<\/UserId>/.exec((await open({ ...request, headers })).body)?.[1];
  expect(await user({})).toBe('nobody');
  expect(await user({ authorization: 'Basic dXNlcg==' })).toBe('nobody');
  expect(await user({ authorization: 'AWS4-HMAC-SHA256 Credential=me/20260228/eu-central-1/sts/aws4_request,SignedHeaders=host,Signature=0' })).toBe('me');
});
