import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../app/until.testing.js';
import { explainEvents } from '../../harness/model/explain-events.js';
import { statOf } from '../../harness/model/process-mark.js';
import type { ShippedEvent } from '../../harness/model/shipped-event.js';
import { openLogCollector } from '../../harness/services/log-collector.js';
import { DjangoBench, ENOUGH, describeWithDjango } from './django-bench.testing.js';
import { KeyValues } from './key-values.testing.js';
import type { Machine } from './machine.testing.js';

const BROKEN_APP = (folder: string): void => writeFileSync(join(folder, 'storefront/wsgi.py'), 'raise ImportError("there is no such module")\n');

const runs = (machine: Machine, program: string): boolean => [...machine.processes().values()].some((command) => command.includes(program));

function killMaster(machine: Machine): void {
  const servers = [...machine.processes()].filter(([, command]) => command.includes('uwsgi')).map(([pid]) => pid);
  const master = servers.find((pid) => !servers.includes(Number(statOf(pid)?.[1])));
  if (master === undefined) throw new Error('there is no server to kill');
  process.kill(master, 'SIGKILL');
}

describeWithDjango('the init job', () => {
  let bench: DjangoBench;
  const stores: KeyValues[] = [];

  beforeAll(async () => (bench = await DjangoBench.open()));
  afterAll(async () => {
    await bench?.close();
    await Promise.all(stores.map((store) => store.close()));
  });

  async function storeWith(values: Record<string, string> = {}): Promise<KeyValues> {
    const store = await KeyValues.open({ ...ENOUGH, ...values });
    stores.push(store);
    return store;
  }

  /** A machine whose settings are in the store alone. */
  async function bootFrom(store: KeyValues, change?: (folder: string) => void, settings = {}): Promise<Machine> {
    return bench.boot({ SECRET_KEY: undefined, ALLOWED_HOSTS: undefined, DATABASE_URL: undefined, ...store.settings, ...settings }, change);
  }

  test.concurrent('renders, then migrates, then starts the server, does so anew when the store changes, and ends everything at last', async () => {
    await bench.postgres.run('CREATE DATABASE empty');
    const store = await storeWith({ DATABASE_URL: bench.postgres.url('empty'), SITE_NAME: 'First & Co' });
    const machine = await bootFrom(store);
    expect(await machine.booted()).toBe('init: web is started');
    const order = ['render: run/web.env has', 'migrate:   Applying shop.0001_initial', 'migrate:   Applying shop.0003_reviews', 'spawned uWSGI master', 'init: web is started'];
    const places = order.map((text) => machine.lines.findIndex((line) => line.includes(text)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(statSync(join(machine.folder, 'run/web.env')).mode & 0o777).toBe(0o600);
    expect((await machine.visit('/')).text).toContain('First &amp; Co');

    store.change({ SITE_NAME: 'Second & Co' });
    await machine.says('init: web is started', 2);
    expect((await machine.visit('/')).text).toContain('Second &amp; Co');
    expect(machine.count('No migrations to apply')).toBe(1);
    expect(machine.lines.join('\n')).not.toContain(ENOUGH.SECRET_KEY);

    expect(await machine.stop()).toBe(0);
    expect([...machine.processes().values()]).toEqual([]);
  });

  test.concurrent('starts no server after a migration that failed, and its proxy answers for it', async () => {
    const store = await storeWith({ DATABASE_URL: bench.postgres.url('half') });
    await bench.postgres.run('CREATE DATABASE half');
    const machine = await bootFrom(store, (folder) => {
      const path = join(folder, 'shop/migrations/0002_stock.py');
      writeFileSync(path, "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n    operations = [migrations.RunSQL('SELECT nothing FROM nowhere')]\n");
    });
    expect(await machine.booted()).toBe('init: web is stopped: migrate failed with exit code 1');
    expect(machine.count('migrate:   Applying shop.0001_initial... OK')).toBe(1);
    expect(machine.lines.filter((line) => line.startsWith('migrate: ')).join('\n')).toContain('relation "nowhere" does not exist');
    expect(machine.read('run/web.env')).toContain('SECRET_KEY=');
    expect((await machine.health()).status).toBe(502);
    expect(runs(machine, 'uwsgi')).toBe(false);
    expect(machine.count('Operations to perform')).toBe(1);
    expect(machine.count('spawned uWSGI')).toBe(0);
  });

  test.concurrent('ships why there is no server, by which the 502 of its proxy is explained', async () => {
    const events: ShippedEvent[] = [];
    const collector = await openLogCollector({ now: () => events.length, onEvent: (event) => void events.push(event) });
    try {
      const store = await storeWith({ SECRET_KEY: '' });
      const machine = await bootFrom(store, undefined, { LOG_COLLECTOR: collector.hostAndPort, MIGRATE_ON_START: 'false', RESPAWN_LIMIT: '1 600' });
      expect(await machine.booted()).toBe('init: web is stopped: respawning too fast');
      // It says so before it ships so, and what comes after a check's event does not explain it.
      await until(() => events.some(({ program }) => program === 'init'), 'the event of the stop');
      expect((await machine.health()).status).toBe(502);
      await until(() => explainEvents(events, '/health').length > 0, 'the event of the health check');
      expect(explainEvents(events, '/health')).toEqual([
        expect.stringMatching(/^health check answered 502 by nginx \(upstream 502\); before that init: web is stopped: respawning too fast; .*the setting SECRET_KEY is missing or empty/),
      ]);
    } finally {
      await collector.close();
    }
  });

  test.concurrent('starts the server after all once the store has what it needs', async () => {
    const store = await storeWith({ DATABASE_URL: '' });
    const machine = await bootFrom(store);
    expect(await machine.booted()).toBe('init: web is stopped: migrate failed with exit code 1');
    expect(machine.count('the setting DATABASE_URL is missing or empty; give it in the store or the environment')).toBe(1);
    store.change({ DATABASE_URL: bench.postgres.url(await bench.database()) });
    await machine.says('init: web is started');
    expect((await machine.health()).status).toBe(200);
  });

  test.concurrent('starts nothing without the settings that the store does not give', async () => {
    const store = await storeWith();
    store.failures = Array<number>(100).fill(500);
    const machine = await bootFrom(store, undefined, { RENDER_TIMEOUT_SECONDS: '1' });
    expect(await machine.booted()).toBe('init: web is stopped: render failed with exit code 1');
    expect(machine.count('migrate:')).toBe(0);
  });

  test.concurrent('starts a server that cannot load its application again, but not for ever', async () => {
    const machine = await bench.boot({ RESPAWN_LIMIT: '2 600' }, BROKEN_APP);
    expect(await machine.booted()).toBe('init: web is stopped: respawning too fast');
    // 22 is its code for that; on a busy machine its master has ended its workers before it comes to say so.
    const respawned = machine.lines.filter((line) => line.includes('init: web ended with'));
    expect(respawned).toEqual(Array(2).fill(expect.stringMatching(/^init: web ended with exit code (?:22|0), respawning$/)));
    expect(machine.count('spawned uWSGI master')).toBe(3);
    expect(runs(machine, 'uwsgi')).toBe(false);
    expect((await machine.health()).status).toBe(502);
  });

  test.concurrent('has a server without its application answer 500 where none is needed', async () => {
    const machine = await bench.boot({ UWSGI_NEED_APP: 'false' }, BROKEN_APP);
    expect(await machine.booted()).toBe('init: web is started');
    expect([(await machine.health()).status, (await machine.visit('/')).status]).toEqual([500, 500]);
  });

  test.concurrent('starts a server that was killed again, without another migration', async () => {
    const machine = await bench.boot();
    await machine.booted();
    killMaster(machine);
    await machine.says('init: web is started', 2);
    expect(machine.count('init: web ended with SIGKILL, respawning')).toBe(1);
    expect(machine.count('Operations to perform')).toBe(1);
    expect((await machine.health()).status).toBe(200);
  });

  test.concurrent('counts respawns from the last start on', async () => {
    const store = await storeWith({ SECRET_KEY: '', DATABASE_URL: bench.postgres.url(await bench.database()) });
    const machine = await bootFrom(store, undefined, { MIGRATE_ON_START: 'false', RESPAWN_LIMIT: '1 600' });
    expect(await machine.booted()).toBe('init: web is stopped: respawning too fast');
    store.change({ SECRET_KEY: ENOUGH.SECRET_KEY });
    await machine.says('init: web is started');
    killMaster(machine);
    await machine.says('init: web is started', 2);
  });

  test.concurrent('says that the server is stopped where the renderer cannot be run at all', async () => {
    const machine = await bench.boot({}, (folder) => rmSync(join(folder, 'deploy/render')));
    expect(await machine.booted()).toBe('init: web is stopped: deploy/render cannot be run: No such file or directory');
  });

  test.concurrent('needs a port', async () => {
    const machine = await bench.boot({ PORT: '' });
    await expect(machine.booted()).rejects.toThrow('init: the setting PORT is missing or empty');
  });
});
