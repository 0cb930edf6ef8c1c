import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DjangoBench, ENOUGH, describeWithDjango } from './django-bench.testing.js';
import { PYTHON, privateCopy } from './release.testing.js';

const ALL = { ...ENOUGH, DATABASE_URL: 'postgres://shop:hidden-pw@db.internal/shop' };

const PRINT = 'from storefront import settings; import json; print(json.dumps([settings.ALLOWED_HOSTS, settings.DATABASES["default"], settings.SECURE_SSL_REDIRECT, settings.APPEND_SLASH]))';

describeWithDjango("the shop's settings", () => {
  let folder: string;

  beforeAll(() => {
    DjangoBench.build();
    folder = privateCopy();
    mkdirSync(join(folder, 'run'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => rmSync(join(folder, 'run/web.env'), { force: true }));

  function load(env: NodeJS.ProcessEnv): { said: string; last: string } {
    const { stdout, stderr } = spawnSync(PYTHON, ['-Es', '-c', PRINT], { cwd: folder, env, encoding: 'utf8' });
    return { said: `${stdout}${stderr}`, last: `${stdout}${stderr}`.trim().split('\n').pop() ?? '' };
  }

  test.each(['SECRET_KEY', 'ALLOWED_HOSTS', 'DATABASE_URL'])('say by name that %s is missing or empty, and nothing of the others', (name) => {
    for (const value of [undefined, '', '  ']) {
      const { said, last } = load({ ...ALL, [name]: value });
      expect(last).toContain(`the setting ${name} is missing or empty; give it in the store or the environment`);
      expect(said).not.toMatch(/a-secret-of-the-tests|hidden-pw/);
    }
  });

  test.each([
    ['DATABASE_URL', 'mysql://shop:hidden-pw@db/shop', 'the setting DATABASE_URL must be postgres://user:password@host:port/database'],
    ['DATABASE_URL', 'postgres://shop:hidden-pw@db:port/shop', 'the setting DATABASE_URL must be postgres://user:password@host:port/database'],
    ['HEALTH_MODE', 'hidden-pw', 'the setting HEALTH_MODE must be deep or shallow'],
    ['PAGES_CHECK', 'hidden-pw', 'the setting PAGES_CHECK must be in-process or http'],
    ['APPEND_SLASH', 'hidden-pw', 'the setting APPEND_SLASH must be true or false'],
    ['LOG_COLLECTOR', 'hidden-pw', 'the setting LOG_COLLECTOR must be host:port'],
    ['SECRET_KEY_FILE', '/nowhere', 'the setting SECRET_KEY cannot be read from the file of SECRET_KEY_FILE: No such file or directory'],
  ])('refuse %s=%s without repeating it', (name, value, complaint) => {
    const { said, last } = load({ ...ALL, ...(name === 'SECRET_KEY_FILE' ? { SECRET_KEY: undefined } : {}), [name]: value });
    expect(last).toContain(complaint);
    expect(said).not.toContain('hidden-pw');
  });

  test('come from the environment, from a file of their own, and from what was rendered, in this order', () => {
    writeFileSync(join(folder, 'run/web.env'), 'SECRET_KEY=rendered\nALLOWED_HOSTS=a.example, b.example\nDATABASE_URL=postgres://rendered@db/shop\n');
    writeFileSync(join(folder, 'run/url'), 'postgres://filed:p%40ss@db:6000/shop?sslmode=require\n');
    const { last } = load({ ALLOWED_HOSTS: 'env.example', DATABASE_URL_FILE: join(folder, 'run/url'), SECURE_SSL_REDIRECT: 'true' });
    expect(JSON.parse(last)).toEqual([
      ['env.example'],
      expect.objectContaining({ USER: 'filed', PASSWORD: 'p@ss', HOST: 'db', PORT: '6000', NAME: 'shop', OPTIONS: expect.objectContaining({ sslmode: 'require' }) }),
      true,
      true,
    ]);
  });

  test('take of what was rendered one setting a line, whatever else breaks lines in Python', () => {
    const inner = ['\u2028', '\u0085', '\f', '\v', '\u001c'].map((end) => `${end}ALLOWED_HOSTS=*`).join('');
    writeFileSync(join(folder, 'run/web.env'), `ALLOWED_HOSTS=a.example\nDATABASE_URL=postgres://rendered@db/shop\nSECRET_KEY=one${inner}\n`);
    expect(JSON.parse(load({}).last)).toEqual([['a.example'], expect.anything(), false, true]);
  });

  test('are blotted out as a whole, though one is part of another', () => {
    const script = 'from storefront.redact import redactor; print(redactor(["abc", "", "abc-123"])("is abc-123, abc"))';
    expect(spawnSync(PYTHON, ['-sc', script], { cwd: folder, encoding: 'utf8' }).stdout).toBe('is ***, ***\n');
  });

  test('count as empty where only spaces were rendered', () => {
    writeFileSync(join(folder, 'run/web.env'), 'SECRET_KEY=x\nALLOWED_HOSTS= \nDATABASE_URL=postgres://rendered@db/shop\n');
    expect(load({}).last).toContain('the setting ALLOWED_HOSTS is missing or empty');
  });
});
