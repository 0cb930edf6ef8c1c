import { randomBytes } from 'node:crypto';
import { wallNow } from '../harness/model/wall-clock.js';
import { Databases } from '../harness/runtime/databases.js';
import { EmbeddedRuntime } from '../harness/runtime/embedded/adapter.js';
import { RunFolder } from '../harness/runtime/run-folder.js';
import { figureLine, median, numberAfter } from './figures.js';

const CLONES = 20;

/** Cold starts of the embedded Postgres (initdb included), and clones of an empty template. */
export async function benchPostgres(args: readonly string[]): Promise<boolean> {
  const starts: number[] = [];
  const clones: number[] = [];
  const runs = numberAfter(args, '--runs', 5);
  for (let run = 0; run < runs; run += 1) {
    const folder = new RunFolder(`${process.pid}-${randomBytes(4).toString('hex')}`);
    const runtime = new EmbeddedRuntime(folder);
    try {
      const startedAt = wallNow();
      const databases = new Databases(await runtime.startPostgres());
      starts.push(wallNow() - startedAt);
      const template = await databases.template('empty', () => Promise.resolve());
      for (let clone = 0; clone < CLONES; clone += 1) {
        const clonedAt = wallNow();
        await databases.clone(template);
        clones.push((wallNow() - clonedAt) * 1000);
      }
      await databases.close();
    } finally {
      await runtime.close();
      folder.remove();
    }
  }
  console.log(figureLine(`cold start of the embedded Postgres, median of ${runs}`, median(starts), 's', 2));
  console.log(figureLine(`clone of a template, median of ${clones.length}`, median(clones), 'ms', 250));
  return median(starts) <= 2 && median(clones) <= 250;
}
