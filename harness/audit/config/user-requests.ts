import { ConfigError } from '../../model/errors.js';
import type { UserRequest } from '../../model/release.js';
import type { AuditConfig } from './config-schema.js';
import { textSettings } from './text-settings.js';

type Page = NonNullable<AuditConfig['pages']>[number];
type Journey = NonNullable<AuditConfig['journeys']>[number];
type Step = Journey['steps'][number];

/**
 * Requests of users: pages first, then journeys; the page `/` where neither is described. No two have the same name. Pure.
 * @throws ConfigError for a step that sends nothing sensible, or two journeys of one name
 */
export function userRequests({ pages, journeys }: Pick<AuditConfig, 'pages' | 'journeys'>): UserRequest[] {
  const names = (journeys ?? []).map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new ConfigError(`journeys: expected names of their own, found "${twin}" twice; rename one`);
  const asked = pages === undefined && journeys === undefined ? ['/'] : (pages ?? []);
  const requests = [...asked.map(pageRequest), ...(journeys ?? []).flatMap(journeyRequests)];
  if (requests.length === 0) throw new ConfigError('pages: expected a path at least, or journeys; without requests of users nobody can be hurt');
  return withOwnNames(requests);
}

function pageRequest(page: Page): UserRequest {
  const { path, name = path, status, text } = typeof page === 'string' ? { path: page } : page;
  return { name, method: 'GET', path, headers: {}, ...expected({ status, text }) };
}

function journeyRequests({ name, steps }: Journey, index: number): UserRequest[] {
  return steps.map((step, at) => {
    const { headers, body } = sent(step, `journeys[${index}].steps[${at}]`);
    const method = step.method ?? (body === undefined ? 'GET' : 'POST');
    if (method === 'GET' && body !== undefined) throw new ConfigError(`journeys[${index}].steps[${at}]: expected a GET to send nothing, found a body; name another method`);
    return { name: `${name}: ${method} ${step.path}`, method, path: step.path, headers, ...(body === undefined ? {} : { body }), ...expected(step.expect ?? {}), journey: name };
  });
}

function sent({ headers = {}, body, json, form }: Step, place: string): { headers: Record<string, string>; body: string | undefined } {
  if ([body, json, form].filter((each) => each !== undefined).length > 1) throw new ConfigError(`${place}: expected one of body, json and form, found several; keep one`);
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (json !== undefined) return { headers: { 'content-type': 'application/json', ...lower }, body: JSON.stringify(json) };
  if (form === undefined) return { headers: lower, body };
  return { headers: { 'content-type': 'application/x-www-form-urlencoded', ...lower }, body: new URLSearchParams(textSettings(form)).toString() };
}

function expected({ status, text }: { readonly status?: number | undefined; readonly text?: string | undefined }): Pick<UserRequest, 'expect'> {
  if (status === undefined && text === undefined) return {};
  return { expect: { ...(status === undefined ? {} : { status }), ...(text === undefined ? {} : { text }) } };
}

function withOwnNames(requests: readonly UserRequest[]): UserRequest[] {
  const taken = new Set<string>();
  return requests.map((request) => {
    let name = request.name;
    for (let count = 2; taken.has(name); count += 1) name = `${request.name} (${count})`;
    taken.add(name);
    return { ...request, name };
  });
}
