import { BlockList, isIP } from 'node:net';
import type { RequestHead } from '../../balancer/route.js';
import { matchesWildcards } from '../ec2/wildcards.js';
import type { Condition, ConditionField } from './conditions.js';
import { hostOf } from './redirect.js';

/** Whether a request is what all conditions of a rule ask for. Pure. AWS: Application guide, condition types for rules. */
export const matchesAll = (conditions: readonly Condition[], request: RequestHead): boolean =>
  conditions.every((condition) => MATCHES[condition.field](condition, request));

const MATCHES: Readonly<Record<ConditionField, (condition: Condition, request: RequestHead) => boolean>> = {
  'path-pattern': ({ values, regexes }, { path }) => values.some((value) => matchesWildcards(path, value)) || matchesRegex(regexes, path),
  'host-header': ({ values, regexes }, request) => {
    const host = hostOf(request).toLowerCase();
    return values.some((value) => matchesWildcards(host, value.toLowerCase())) || matchesRegex(regexes, host);
  },
  'http-header': ({ values, regexes, header = '' }, { headers }) => {
    const found = [headers[header] ?? []].flat();
    return found.some((text) => values.some((value) => matchesWildcards(text.toLowerCase(), value.toLowerCase())) || matchesRegex(regexes, text));
  },
  'http-request-method': ({ values }, { method }) => values.includes(method),
  'query-string': ({ pairs }, { query }) => {
    const sent = pairsOf(query);
    return pairs.some((wanted) => sent.some(([key, value]) => matchesPair(wanted, key, value)));
  },
  'source-ip': ({ values }, { client }) => values.some((range) => isWithin(range, client)),
};

const matchesRegex = (regexes: readonly string[], text: string): boolean => regexes.some((regex) => new RegExp(regex).test(text));

const matchesPair = ({ key: wantedKey, value: wanted }: Condition['pairs'][number], key: string, value: string): boolean =>
  (wantedKey === undefined || matchesWildcards(key.toLowerCase(), wantedKey.toLowerCase())) && matchesWildcards(value.toLowerCase(), wanted.toLowerCase());

/** Without a key in a pair its text is a value. */
function pairsOf(query: string): [key: string, value: string][] {
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? ['', decoded(pair)] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isWithin(range: string, client: string): boolean {
  const [address = '', prefix = ''] = range.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return isIP(client) !== 0 && list.check(client, isIP(client) === 6 ? 'ipv6' : 'ipv4');
}
