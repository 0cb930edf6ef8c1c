import type { JSX } from 'preact';
import type { RunOverview } from '../embed.js';
import { FactsList } from '../facts-list.js';
import { counted, secondsText, webAddress } from '../words.js';
import { commonest } from './commonest.js';

const FEW = 3;

/** What judged the releases: the check in words, and the control. */
export function ControlFacts({ overview: { scenarios, controls, runtime, pace, wallSeconds, facts } }: { readonly overview: RunOverview }): JSX.Element {
  const checks = commonest(scenarios.map(({ healthCheck, balancer }) => `${healthCheck} (${balancer})`));
  const refused = controls.filter(({ accepted }) => !accepted);
  return (
    <FactsList
      facts={[
        [checks.length > 1 ? 'Health checks' : 'Health check', checks.length > 0 && <ChecksFact checks={checks} />],
        ['Control', controls.length > 0 && (refused.length > 0 ? <b class="fail">refused: {refused[0]?.detail}</b> : `accepted, ${controlText(controls)}`)],
        ['Run', `${runtime}, ${pace}, ${secondsText(wallSeconds)} for ${counted(scenarios.length, 'scenario')}`],
        ['Commit', [facts.commit?.slice(0, 12), facts.branch].filter((part) => part !== undefined).join(' on ')],
      ]}
    />
  );
}

/** The commonest checks, each with how many scenarios have it, where they differ. */
function ChecksFact({ checks }: { readonly checks: ReturnType<typeof commonest> }): JSX.Element {
  const more = checks.length - FEW;
  return (
    <>
      {checks.slice(0, FEW).map(({ text, count }) => (
        <span key={text} class="fact-line">
          {text} {checks.length > 1 && <span class="soft">of {counted(count, 'scenario')}</span>}
        </span>
      ))}
      {more > 0 && <span class="fact-line soft">and {counted(more, 'other check')}</span>}
    </>
  );
}

function controlText(controls: RunOverview['controls']): string {
  const boots = controls.flatMap(({ bootSeconds }) => bootSeconds ?? []);
  const many = controls.length === 1 ? '' : `${controls.length} times, `;
  return boots.length === 0 ? `${many}without a boot` : `${many}booted in ${secondsText(Math.max(...boots))}`;
}

/** Where and on what the run was made. */
export function RunFactsSection({ title, facts, interrupted }: { readonly title: string } & Pick<RunOverview, 'facts' | 'interrupted'>): JSX.Element {
  const { startedAt, canarybed, node, platform, processors, command, commit, branch, link, shards } = facts;
  const address = webAddress(link);
  return (
    <section>
      <h2>{title}</h2>
      <FactsList
        facts={[
          ['Command', command !== '' && <code>{command}</code>],
          ['Started', startedAt !== '' && <time dateTime={startedAt}>{startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>],
          ['Versions', `canarybed ${canarybed}, Node ${node}`],
          ['Machine', `${platform}${processors > 0 ? `, ${counted(processors, 'processor')}` : ''}`],
          ['Commit', commit !== undefined && <code>{commit}</code>],
          ['Branch', branch],
          ['CI', address === undefined ? link : <a href={address}>{address}</a>],
          ['Shards', shards?.join(', ')],
          ['Interrupted', interrupted && 'yes'],
        ]}
      />
    </section>
  );
}
