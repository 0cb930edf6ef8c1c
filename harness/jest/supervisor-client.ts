import { request } from 'node:http';
import type { ScenarioEnd } from '../model/journal.js';

/** Variable by which test files find the supervisor's socket. */
export const SUPERVISOR_SOCKET = 'CANARYBED_SUPERVISOR';

/**
 * The end of a scenario, from the supervisor that runs it; answered when it is there.
 * @throws Error when no supervisor runs, or it does not know the scenario.
 */
export function resultOf(id: string): Promise<ScenarioEnd> {
  const socketPath = process.env[SUPERVISOR_SOCKET];
  if (socketPath === undefined) {
    throw new Error('no supervisor runs; take globalSetup and globalTeardown of canarybed into the Jest configuration');
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path: `/results/${encodeURIComponent(id)}`, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text) as ScenarioEnd);
        else reject(new Error(text));
      });
    });
    outgoing.on('error', (error) => reject(new Error(`the supervisor of the scenarios is gone: ${error.message}`)));
    outgoing.end();
  });
}
