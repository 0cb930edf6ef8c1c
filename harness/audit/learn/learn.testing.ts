import type { RuntimeChoice } from '../../runtime/choose-runtime.js';
import { AuditTestbed } from '../audit-testbed.js';
import type { AuditInput } from '../settings.js';
import type { Subject } from '../subject.js';
import { learn } from './learn.js';

/** Learns in a testbed that is closed then. */
export async function learnAlone(input: AuditInput, choice: RuntimeChoice, signal: AbortSignal, seed = 1): Promise<Subject> {
  const testbed = new AuditTestbed(input.release, choice, signal);
  try {
    return await learn({ ...input, seed }, testbed, signal);
  } finally {
    await testbed.close();
  }
}
