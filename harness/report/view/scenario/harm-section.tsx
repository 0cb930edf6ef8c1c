import type { JSX } from 'preact';
import type { RunResults, ScenarioResult } from '../../results.js';
import { usersHarm } from '../../users-harm.js';
import { counted } from '../words.js';
import { Body } from './poll-detail.js';
import { Fold, Nothing, Section } from './section.js';
import { answeredRequests, hurtParts, type AnsweredRequest } from './user-answers.js';

/** What users got, and whether that is what they got from the control. */
export function HarmSection({ scenario, bodies }: { readonly scenario: ScenarioResult; readonly bodies: RunResults['bodies'] }): JSX.Element {
  const { hurt = [], rollout } = scenario;
  const harm = usersHarm(scenario)?.harm;
  const requests = answeredRequests(scenario, rollout?.users ?? []);
  const broken = requests.find((request) => request.hurt !== undefined);
  return (
    <Section title="Users" aside={harm && <span class={`badge ${harm === 'fine' ? 'good' : 'bad'}`}>{harm}</span>}>
      {harm === undefined && requests.length === 0 && <Nothing>No user was sent to this release.</Nothing>}
      {hurt.length > 0 && <HurtTable hurt={hurt} />}
      {requests.length > 0 && <RequestTable requests={requests} />}
      {broken?.example.body !== undefined && (
        <Fold title={`First broken answer: ${broken.request}, ${broken.got}`}>
          <Body hash={broken.example.body} text={bodies[broken.example.body]} />
        </Fold>
      )}
      <Through scenario={scenario} />
      {scenario.observed?.hurtLater && <p class="warn">Hurt only once the watch was over: {scenario.observed.hurtLater.join('; ')}</p>}
    </Section>
  );
}

const HurtTable = ({ hurt }: { readonly hurt: readonly string[] }): JSX.Element => (
  <table>
    <thead>
      <tr>
        <th scope="col">asked for</th>
        <th scope="col">expected</th>
        <th scope="col">got</th>
      </tr>
    </thead>
    <tbody>
      {hurt.map((sentence, index) => {
        const { request, expected, got } = hurtParts(sentence);
        return (
          <tr key={index}>
            <th scope="row">{request || 'any page'}</th>
            <td>{expected ?? 'what the control gave'}</td>
            <td class="fail">{got}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);

const RequestTable = ({ requests }: { readonly requests: readonly AnsweredRequest[] }): JSX.Element => (
  <Fold open={requests.every(({ hurt }) => hurt === undefined)} title={`${counted(requests.reduce((sum, { times }) => sum + times, 0), 'request')} of users`}>
    <table>
      <thead>
        <tr>
          {['asked for', 'got', 'times', 'slowest', ''].map((name) => (
            <th key={name} scope="col">{name || <span class="hidden">harm</span>}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {requests.map(({ request, got, times, slowestMs, hurt }, index) => (
          <tr key={index}>
            <th scope="row">{request}</th>
            <td>{got}</td>
            <td>{times}</td>
            <td>{slowestMs} ms</td>
            <td class={hurt === undefined ? 'pass' : 'fail'}>{hurt === undefined ? 'fine' : '✕ hurt'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Fold>
);

/** What users got through the balancer, of a rollout beside an old fleet. */
function Through({ scenario: { beside } }: { readonly scenario: ScenarioResult }): JSX.Element | null {
  if (!beside) return null;
  const { users, oldHarm, replacements, oldFleet } = beside;
  return (
    <>
      <p>
        Through the balancer {users.errors} of {users.requests} requests failed
        {users.errors > 0 && `: ${Object.entries(users.byPhase).map(([phase, { errors, requests }]) => `${phase} ${errors} of ${requests}`).join(', ')}`}. The old fleet is {oldFleet}, its users {oldHarm};{' '}
        {counted(replacements, 'instance was', 'instances were')} launched in the place of others.
      </p>
      {users.examples.length > 0 && (
        <ul>
          {users.examples.map((example, index) => (
            <li key={index}>{example}</li>
          ))}
        </ul>
      )}
    </>
  );
}
