import { envFaults } from '../../faults/env.js';
import type { Operator } from '../mutant.js';
import { givenSettings } from './given-settings.js';

/** Names under `.invalid` never lead anywhere. */
const NOWHERE = 'no-such-host.invalid';

/** The database's own URL is the operators' of that area. */
export const wrongUrl: Operator = {
  name: 'wrong-url',
  area: 'settings',
  seenBy: 'a check that asks the server which the setting names',
  *derive(subject) {
    const { env, database } = subject.release;
    for (const { name, looks } of givenSettings(subject)) {
      const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(env[name] ?? '')?.[0];
      if (looks !== 'url' || scheme === undefined || name === database?.setting) continue;
      // Nothing but the scheme is taken over: a login or a token may be anywhere in the rest.
      const fault = envFaults().set(name, `${scheme}${NOWHERE}/`);
      yield { target: name, summary: `${name} names a host that is not there`, faults: [fault] };
    }
  },
};
