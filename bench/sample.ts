import type { Scenario } from '../harness/model/scenario.js';
import { registeredScenarios } from '../harness/runner/registry.js';
import { fault, scenario } from '../scenarios/app.js';
import { defineSmallApp } from './small-app/define.js';

/** Short settings that AWS allows, so that real time is bearable. */
const SHORT = { healthCheck: { interval: 5, timeout: 2 }, deadline: '40s' } as const;

/** A fixed sample of scenarios whose verdicts must not depend on the pace; what is expected of them is not asserted. */
export function registerSample(smallAppFolder: string): Scenario[] {
  const small = defineSmallApp(smallAppFolder, false);
  const before = registeredScenarios().length;
  const sample = (title: string, options: { fault?: ReturnType<typeof fault.database.down>[] }): void =>
    scenario(`sample: ${title}`, { ...SHORT, ...options, expect: 'accepted' });

  sample('a good release', {});
  sample('a crash 3 s after the start', { fault: [fault.process.exitAfter({ seconds: 3 })] });
  sample('a crash 3 s after each start', { fault: [fault.process.exitAfter({ seconds: 3, respawn: true })] });
  sample('an event loop that is blocked from the second second on', { fault: [fault.process.blockEventLoop({ seconds: 2 })] });
  sample('a rate limiter in front of the check', { fault: [fault.request.rateLimited({ requests: 1, seconds: 12 })] });
  sample('a slow start', { fault: [fault.process.listenLate({ seconds: 4 })] });
  sample('a hanging check', { fault: [fault.request.slowAnswer({ seconds: 30 })] });
  sample('a pooled check after the password was rotated', {
    fault: [
      fault.env.set('HEALTH_DATABASE', 'pooled'),
      fault.env.set('DATABASE_POOL_MAX', '1'),
      fault.env.set('DATABASE_IDLE_TIMEOUT_MS', '3000'),
      fault.database.passwordRotated({ onset: 'passing' }),
    ],
  });
  sample('a database down for a while', { fault: [fault.database.down({ onset: 'passing', lasts: 6 })] });
  sample('a page that throws', { fault: [fault.page.throw('item')] });
  sample('a migration lock held for a while', { fault: [fault.migration.lockHeld({ seconds: 3 })] });
  sample('a missing secret', { fault: [fault.env.unset('SECRET_KEY')] });
  sample('a process stopped for a moment', { fault: [fault.process.stop({ lasts: 1.5 })] });
  sample('one missed poll', { fault: [fault.request.status({ status: 500, after: 1, times: 1 })] });
  small.scenario('sample: a check that leaks a connection', { ...SHORT, fault: small.fault.env.set('LEAK', '3'), expect: 'accepted' });
  small.scenario('sample: a warm-up slowed by link latency', {
    ...SHORT,
    fault: [small.fault.env.set('WARM_UP_QUERIES', '30'), small.fault.database.slow({ latencyMs: 60 })],
    expect: 'accepted',
  });
  // Once differed: it has recovered when it is looked at between two slots, and only then.
  small.scenario('sample: a warm-up as long as an idle connection lives', {
    fault: [small.fault.env.set('WARM_UP', '5.8'), small.fault.env.set('IDLE_TIMEOUT', '5.7')],
    expect: 'accepted',
  });
  // Once differed: the crash comes after the watch is over, which an app that is slow to settle has to say.
  small.scenario('sample: a late crash of an app that says how long it takes to settle', {
    fault: small.fault.env.set('CRASH_AFTER', '9'),
    settle: '10s',
    expect: 'accepted',
  });
  return registeredScenarios().slice(before);
}
