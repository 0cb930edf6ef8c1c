import { InstanceHosts, type InstanceHost } from './instance-hosts.js';

function hostsOnPaper() {
  const log = { made: 0, removed: [] as string[] };
  const hosts = new InstanceHosts({
    make: () => Promise.resolve({ id: String((log.made += 1)), address: `10.0.0.${log.made}` }),
    remove: async ({ id }: InstanceHost) => void log.removed.push(id),
  });
  return { hosts, log };
}

test('an instance keeps its host over respawns', async () => {
  const { hosts } = hostsOnPaper();
  const first = await hosts.occupy('a');
  hosts.vacate('a', first);
  expect(await hosts.occupy('a')).toBe(first);
});

test('a second process of the same name, while the first lives, gets a host of its own', async () => {
  const { hosts } = hostsOnPaper();
  const first = await hosts.occupy('a');
  const second = await hosts.occupy('a');
  expect(second).not.toBe(first);
  hosts.vacate('a', first);
  expect(await hosts.occupy('a')).not.toBe(second);
});

test('the host made ahead is used by one instance only', async () => {
  const { hosts, log } = hostsOnPaper();
  hosts.prepare();
  hosts.prepare();
  expect(log.made).toBe(1);
  const [a, b] = await Promise.all([hosts.occupy('a'), hosts.occupy('b')]);
  expect(a).not.toBe(b);
});

test('hosts of the apps that ended longest ago are given up, never one in use', async () => {
  const { hosts, log } = hostsOnPaper();
  const living = await hosts.occupy('living');
  for (let i = 0; i < 30; i += 1) hosts.vacate(`n${i}`, await hosts.occupy(`n${i}`));
  expect(log.removed).toEqual(['2', '3', '4', '5', '6', '7']);
  expect(log.removed).not.toContain(living.id);
});

test('after close no host is made ahead', async () => {
  const { hosts, log } = hostsOnPaper();
  await hosts.close();
  hosts.prepare();
  expect(log.made).toBe(0);
});
