import type { JournalEvent } from '../model/journal.js';
import type { Instance } from '../runtime/instance.js';

/** Lines of an instance that are kept, the last ones. */
const KEPT = 200;

/** What the journal has of an instance's log. Pure. */
export const logEntry = (scenario: string, { id, logs }: Pick<Instance, 'id' | 'logs'>): JournalEvent => ({
  type: 'log',
  scenario,
  instance: id,
  written: logs.written,
  lines: logs.last(KEPT),
});
