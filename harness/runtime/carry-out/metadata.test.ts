import type { Fault, MetadataFault } from '../../model/fault.js';
import { startInstanceMetadata, type InstanceMetadata } from '../../services/instance-metadata.js';
import { metadataBend, seenMetadata } from './metadata.js';

const body = (operator: MetadataFault['operator'], seconds?: number): MetadataFault => ({ kind: 'metadata', operator, ...(seconds === undefined ? {} : { seconds }) });
const fault = (operator: MetadataFault['operator'], seconds?: number): Fault => ({ ...body(operator, seconds), summary: operator });

const OTHER: Fault = { kind: 'env', operator: 'unset', key: 'A', summary: '' };

test.each<[string, readonly Fault[], object]>([
  ['no fault', [], { mode: 'none' }],
  ['faults of other kinds', [OTHER], { mode: 'none' }],
  ['expired tokens', [fault('tokens-expired')], { mode: 'tokens-expired' }],
  ['a service that is off', [fault('disabled')], { mode: 'disabled' }],
  ['a silent service', [fault('silent')], { mode: 'silent' }],
  ['required tokens', [fault('tokens-required')], { mode: 'tokens-required' }],
  ['a slow service', [fault('slow', 2.5)], { mode: 'slow', seconds: 2.5 }],
  ['a slow service of no length', [fault('slow')], { mode: 'slow', seconds: 1 }],
  ['several, of which the last counts', [fault('disabled'), OTHER, fault('slow', 2), fault('silent'), OTHER], { mode: 'silent' }],
])('%s: the service is bent accordingly', (_, faults, bend) => expect(metadataBend(faults)).toEqual(bend));

describe('evidence of a bent service', () => {
  let service: InstanceMetadata | undefined;
  afterEach(async () => {
    await service?.close();
    service = undefined;
  });

  const open = async (...faults: Fault[]): Promise<void> => {
    service = await startInstanceMetadata({ identity: { instanceId: 'i-1', privateAddress: '10.0.1.23', imageId: 'ami-1', instanceType: 't3.small', availabilityZone: 'eu-central-1a', tags: {} }, bend: metadataBend(faults) });
  };
  /** Asks as an app does that has a session token, or has none. */
  const ask = (token?: string): Promise<number> =>
    fetch(`${service?.url}/latest/meta-data/local-ipv4`, token === undefined ? {} : { headers: { 'x-aws-ec2-metadata-token': token } }).then(({ status }) => status);
  const tokenOf = (): Promise<string> =>
    fetch(`${service?.url}/latest/api/token`, { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' } }).then((answer) => answer.text());

  test('there is none before an app asked', async () => {
    await open(fault('disabled'));
    expect(seenMetadata(body('disabled'), service)).toEqual([{ live: false, sentence: '0 requests came to the metadata service, 0 met the fault' }]);
  });

  test('there is once an app met the fault', async () => {
    await open(fault('disabled'));
    expect(await ask()).toBe(403);
    expect(seenMetadata(body('disabled'), service)).toEqual([{ live: true, sentence: '1 requests came to the metadata service, 1 met the fault' }]);
  });

  test('an app that asks for something else than a fault bends has not met it', async () => {
    await open(fault('tokens-expired'));
    await tokenOf();
    expect(seenMetadata(body('tokens-expired'), service)).toMatchObject([{ live: false }]);
    expect(await ask(await tokenOf())).toBe(401);
    expect(seenMetadata(body('tokens-expired'), service)).toEqual([{ live: true, sentence: '3 requests came to the metadata service, 1 met the fault' }]);
  });

  test('an app that sends its token is not stopped where tokens are required, and that it asked is enough', async () => {
    await open(fault('tokens-required'));
    expect(seenMetadata(body('tokens-required'), service)).toMatchObject([{ live: false }]);
    expect(await ask(await tokenOf())).toBe(200);
    expect(seenMetadata(body('tokens-required'), service)).toEqual([{ live: true, sentence: '2 requests came to the metadata service, 0 met the fault' }]);
    expect(await ask()).toBe(401);
    expect(seenMetadata(body('tokens-required'), service)).toMatchObject([{ live: true, sentence: expect.stringContaining('1 met') as string }]);
  });

  test('an instance without a metadata service shows none', () => {
    expect(seenMetadata(body('silent'), undefined)).toMatchObject([{ live: false }]);
    expect(seenMetadata(body('tokens-required'), undefined)).toMatchObject([{ live: false }]);
  });
});
