import { open, type FileHandle } from 'node:fs/promises';
import type { HealthCheck } from './health-check.js';

/** Looks whether a number of visitors can be served at once, each of whom takes a connection or a file. */
export function roomCheck(visitors: number): HealthCheck {
  return {
    name: 'room',
    componentType: 'component',
    async run() {
      const opened = await Promise.allSettled(Array.from({ length: visitors }, () => open(process.execPath)));
      const handles = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      await Promise.all(handles.map((handle: FileHandle) => handle.close()));
      const refused = opened.find((one) => one.status === 'rejected');
      if (refused) throw new Error(`of ${visitors} files ${handles.length} could be opened`, { cause: refused.reason });
    },
  };
}
