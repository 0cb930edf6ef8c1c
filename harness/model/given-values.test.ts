import { valuesGiven } from './given-values.js';
import { SHOP_RELEASE } from './release.testing.js';
import { secretsOf } from './secrets.js';

test('secrets of all commands of a release are known with those of its settings', () => {
  const release = {
    ...SHOP_RELEASE,
    env: { API_TOKEN: 'of-settings' },
    command: ['serve', '--token', 'of-the-start'],
    build: { command: ['sh', '-c', 'NPM_TOKEN=of-the-build make'], folder: '/' },
    migrations: { folder: 'migrations', command: ['migrate', '--password=of-migrations'], skipWith: {}, table: 'done' },
    database: { setting: 'DATABASE_URL', seedCommand: ['psql', 'postgres://app:of-the-seed@db'], tables: [] },
    image: { name: 'shop', folder: '/srv', build: ['docker', 'build', '--secret', 'of-the-image', '.'] },
  };
  expect(valuesGiven(release, []).flatMap(secretsOf).sort()).toEqual(['of-migrations', 'of-settings', 'of-the-build', 'of-the-image', 'of-the-seed', 'of-the-start']);
});
