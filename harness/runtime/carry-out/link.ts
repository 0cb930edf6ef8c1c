import type { DatabaseFault, DependencyFault } from '../../model/fault.js';
import type { LinkMode, TcpLink } from '../../services/tcp-link.js';
import type { Struck } from './struck.js';

type LinkFault = DatabaseFault | DependencyFault;

/** How a fault bends the link between an instance and a server; undefined for one that is elsewhere. Pure. */
export function linkModeOf(fault: LinkFault): LinkMode | undefined {
  switch (fault.operator) {
    case 'down':
      return { mode: 'refuse' };
    case 'hung':
      return { mode: 'blackhole' };
    case 'reset':
      return { mode: 'reset' };
    case 'slow':
      return { mode: 'latency', ms: fault.latencyMs ?? 500 };
    case 'cut':
      return { mode: 'cut', bytes: fault.bytes ?? 200 };
    default:
      return undefined;
  }
}

/** @param what the link leads to, for sentences: `database`, or the setting that names a server */
export async function strikeLink(mode: LinkMode, link: TcpLink, what: string): Promise<Struck> {
  await link.bend(mode);
  let ended = false;
  return {
    sentence: `the ${what} link is in mode ${mode.mode}`,
    evidence: () => {
      const seen = link.counters();
      return Promise.resolve({
        live: ended || link.mode.mode === mode.mode,
        sentence: `${ended ? 'the fault was on and ended; ' : ''}${what} link in mode ${link.mode.mode}: ${seen.connections} connections, ${seen.refusedWhile} of them met the fault`,
      });
    },
    end() {
      ended = true;
      return link.bend({ mode: 'pass' });
    },
  };
}
