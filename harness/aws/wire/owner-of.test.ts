import { ownerOf, ownerOfForm } from './owner-of.js';
import type { RequestHead } from './request-head.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

const head = (changes: Partial<RequestHead> = {}): RequestHead => ({ method: 'POST', path: '/', query: '', headers: {}, ...changes });

const signedFor = (service: string): string => `AWS4-HMAC-SHA256 Credential=AKID/20260228/eu-west-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc`;

const presignedFor = (service: string): string =>
  `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20260228%2Feu-west-1%2F${service}%2Faws4_request&X-Amz-Date=20260228T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0`;

const ours = ['elasticloadbalancing', 'autoscaling', 'ec2', 'sts'];
const others = ['s3', 'sqs', 'secretsmanager', 'dynamodb', 'iam', 'monitoring', 'application-autoscaling', 's3express'];

test.each(ours)('a request that is signed for %s is the door\'s, whatever else it says', (service) => {
  const headers = { authorization: signedFor(service), host: 'sqs.eu-west-1.amazonaws.com', 'x-amz-target': 'AmazonSQS.SendMessage' };
  expect(ownerOf(head({ path: '/bucket/key', headers }))).toBe('door');
  expect(ownerOf(head({ method: 'GET', query: presignedFor(service) }))).toBe('door');
});

test.each(others)('one that is signed for %s is not', (service) => {
  const headers = { ...FORM, authorization: signedFor(service), host: 'ec2.eu-west-1.amazonaws.com' };
  expect(ownerOf(head({ headers, query: 'Action=DescribeInstances&Version=2016-11-15' }))).toBe('elsewhere');
  expect(ownerOf(head({ method: 'GET', query: presignedFor(service) }))).toBe('elsewhere');
});

test('without a signature a target of a JSON protocol tells', () => {
  expect(ownerOf(head({ headers: { ...FORM, 'x-amz-target': 'AWSCognitoIdentityService.GetId' } }))).toBe('elsewhere');
});

test.each([
  ['sts.amazonaws.com', 'door'],
  ['EC2.eu-west-1.amazonaws.com:4566', 'door'],
  ['my-bucket.s3.eu-west-1.amazonaws.com', 'elsewhere'],
  ['ec2.s3.localhost.localstack.cloud:4566', 'elsewhere'],
  ['sts.s3-eu-west-1.amazonaws.com', 'elsewhere'],
] as const)('without a signature the host %s belongs to %s', (host, owner) => {
  expect(ownerOf(head({ headers: { ...FORM, host } }))).toBe(owner);
});

test.each(['127.0.0.1:4566', 'localhost:4566', 'ec2:4566', undefined])('the host %s tells nothing', (host) => {
  expect(ownerOf(head({ method: 'GET', headers: { host } }))).toBe('elsewhere');
  expect(ownerOf(head({ headers: { ...FORM, host } }))).toBe('as-the-form-says');
});

test('without a signature a query tells by its version', () => {
  expect(ownerOf(head({ method: 'GET', query: 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15' }))).toBe('door');
  expect(ownerOf(head({ method: 'GET', query: 'Action=ReceiveMessage&Version=2012-11-05' }))).toBe('elsewhere');
});

test('paths, and bodies that are no form, are not the door\'s', () => {
  expect(ownerOf(head({ headers: FORM, path: '/bucket/key' }))).toBe('elsewhere');
  expect(ownerOf(head({ headers: { 'content-type': 'multipart/form-data; boundary=x' } }))).toBe('elsewhere');
  expect(ownerOf(head({ method: 'PUT', headers: FORM }))).toBe('elsewhere');
});

test('a signature that cannot be read is none', () => {
  const headers = { ...FORM, authorization: 'AWS4-HMAC-SHA256 Credential=AKID' };
  expect(ownerOf(head({ headers }))).toBe('as-the-form-says');
  const multiRegion = 'AWS4-ECDSA-P256-SHA256 Credential=AKID/20260228/s3/aws4_request, SignedHeaders=host, Signature=0';
  expect(ownerOf(head({ method: 'GET', path: '/key', headers: { authorization: multiRegion } }))).toBe('elsewhere');
});

test.each([
  ['Action=AssumeRoleWithWebIdentity&Version=2011-06-15', 'door'],
  ['Version=2012-06-01&Action=DescribeLoadBalancers', 'door'],
  ['Action=SendMessage&Version=2012-11-05', 'elsewhere'],
  ['Action=SendMessage', 'elsewhere'],
  ['', 'elsewhere'],
] as const)('the form %p belongs to %s', (form, owner) => expect(ownerOfForm(form)).toBe(owner));
