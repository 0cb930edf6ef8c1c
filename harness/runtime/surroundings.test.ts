import { clockOf } from '../model/clock.js';
import type { Fault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import { OpenServers } from './open-servers.js';
import { openSurroundings } from './surroundings.js';

const RELEASE = { ...SMALL_RELEASE, metadata: { setting: 'METADATA' }, keyValueStore: { setting: 'STORE', prefix: '', holds: ['GREETING'] } };

test('what was opened before a server fails to open is closed with the rest', async () => {
  const servers = new OpenServers();
  const open = async (faults: readonly Fault[]): Promise<string[]> => {
    const plan = planLaunch(RELEASE, faults, RELEASE.healthCheck);
    const around = await openSurroundings('127.0.0.1', { id: 'i-1', privateAddress: '10.0.1.23', plan, clock: clockOf('realtime'), upstream: () => ({ host: '127.0.0.1', port: 1 }), onShipped: () => undefined }, servers);
    return [`${around.settings.METADATA}/latest/`, `${around.settings.STORE}/v1/kv/GREETING`];
  };
  const urls = await open([]);
  for (const url of urls) expect((await fetch(url)).status).toBeLessThan(500);
  await expect(open([{ kind: 'request', operator: 'user-agent-filtered', pattern: '(', summary: 'a broken pattern' }])).rejects.toThrow('Invalid regular expression');
  await servers.close();
  for (const url of urls) await expect(fetch(url)).rejects.toThrow();
});
