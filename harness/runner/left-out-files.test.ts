import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { RunBench } from '../runtime/run-bench.testing.js';
import { openTestbed } from './open-testbed.js';

test('a file of settings that a release leaves out is in no copy of it, and stays with the user', async () => {
  const bench = new RunBench();
  const testbed = await openTestbed('embedded', false);
  try {
    const folder = bench.folderWith({ 'server.js': '', '.env': 'GREETING=hello' });
    const { folder: copy } = await testbed.copyOf({ ...SMALL_RELEASE, folder, leaveOut: ['.env'] });
    expect(['server.js', '.env'].map((file) => existsSync(join(copy, file)))).toEqual([true, false]);
    expect(existsSync(join(folder, '.env'))).toBe(true);
  } finally {
    await testbed.close();
    await bench.close();
  }
});
