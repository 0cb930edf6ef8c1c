import { attributesOf, blocksOf, type HclBlock } from '../../terraform/hcl-blocks.js';
import { finder, type Facts, type FileDetector, type Finder, type Finding } from './finding.js';
import { writtenSeconds } from './written-seconds.js';

/** Values as the file has them, and whether they are the defaults of variables; undefined for any other expression. */
type Attributes = ReadonlyMap<string, { readonly value: Literal; readonly byDefault: boolean }>;
type Literal = string | number | boolean | undefined;
type Variables = ReadonlyMap<string, Literal>;
type NumberKey = 'port' | 'interval' | 'timeout' | 'healthyThreshold' | 'unhealthyThreshold' | 'gracePeriod';
type TextKey = 'target' | 'health' | 'matcher';

/** Health checks of load balancers, and how long Auto Scaling groups wait. Expressions are told, and left out. */
export const terraform: FileDetector = {
  reads: (path) => path.endsWith('.tf'),
  find(path, text) {
    const blocks = blocksOf(text);
    const variables = new Map(blocks.filter(({ type }) => type === 'variable').map((block) => [block.labels[0] ?? '', attributesOf(block).get('default')]));
    return blocks
      .filter(({ type }) => type === 'resource')
      .flatMap((block) => READERS[block.labels[0] ?? '']?.(block, finder('terraform', `${path} ${block.labels.join('.')}`), variables) ?? []);
  },
};

const READERS: Readonly<Record<string, (block: HclBlock, find: Finder, variables: Variables) => Finding[]>> = {
  aws_elb: classic,
  aws_lb_target_group: targetGroup,
  aws_alb_target_group: targetGroup,
  aws_autoscaling_group: group,
};

/** Attributes of a block in which variables stand for their defaults, where the same file has those as literals. */
function valuesOf(block: HclBlock, variables: Variables): Attributes {
  const written = attributesOf(block);
  const filled = attributesOf({ ...block, body: withDefaults(block.body, variables) });
  return new Map([...written].map(([name, value]) => [name, { value: value ?? filled.get(name), byDefault: value === undefined }]));
}

const withDefaults = (body: string, variables: Variables): string =>
  body
    .replace(/\$\{\s*var\.([\w-]+)\s*\}/g, (whole, name: string) => String(variables.get(name) ?? whole))
    .replace(/(=[ \t]*)var\.([\w-]+)(?=[ \t]*(?:[\n,}]|$))/g, (whole, before: string, name: string) => (variables.get(name) === undefined ? whole : before + JSON.stringify(variables.get(name))));

/** Of the block's health check; none where it has none. */
function checkOf({ body }: HclBlock, variables: Variables): Attributes {
  const check = blocksOf(body).find(({ type }) => type === 'health_check');
  return check ? valuesOf(check, variables) : new Map();
}

function classic(block: HclBlock, find: Finder, variables: Variables): Finding[] {
  const check = checkOf(block, variables);
  return [...find('balancer', 'classic'), ...text(check, 'target', 'target', find), ...times(check, find)];
}

function targetGroup(block: HclBlock, find: Finder, variables: Variables): Finding[] {
  const own = valuesOf(block, variables);
  const check = checkOf(block, variables);
  const port = [check, own].find((each) => Number(each.get('port')?.value) > 0) ?? new Map<string, never>();
  return [
    ...find('balancer', /^(?:TCP|TLS|UDP|TCP_UDP)$/.test(String(own.get('protocol')?.value)) ? 'network' : 'application'),
    ...numeral(port, 'port', 'port', find),
    ...text(check, 'path', 'health', find),
    ...text(check, 'matcher', 'matcher', find),
    ...times(check, find),
  ];
}

function group(block: HclBlock, find: Finder, variables: Variables): Finding[] {
  const own = valuesOf(block, variables);
  const name = 'wait_for_capacity_timeout';
  const wait = own.get(name)?.value;
  const seconds = wait === undefined ? undefined : writtenSeconds(String(wait));
  return [
    ...numeral(own, 'health_check_grace_period', 'gracePeriod', find),
    ...(seconds === 0 ? find('note', `${name} is 0, so Terraform does not wait for the canary at all`) : find('capacityTimeout', seconds, said(own, name))),
    ...(own.has(name) && seconds === undefined ? find('note', `${name} is an expression, so it is left out`) : []),
  ];
}

const times = (check: Attributes, find: Finder): Finding[] => [
  ...numeral(check, 'interval', 'interval', find),
  ...numeral(check, 'timeout', 'timeout', find),
  ...numeral(check, 'healthy_threshold', 'healthyThreshold', find),
  ...numeral(check, 'unhealthy_threshold', 'unhealthyThreshold', find),
];

const text = (attributes: Attributes, name: string, key: TextKey, find: Finder): Finding[] => taken(attributes, name, key, String(attributes.get(name)?.value), find);

const numeral = (attributes: Attributes, name: string, key: NumberKey, find: Finder): Finding[] => taken(attributes, name, key, Number(attributes.get(name)?.value), find);

function taken<K extends NumberKey | TextKey>(attributes: Attributes, name: string, key: K, value: Facts[K], find: Finder): Finding[] {
  const found = attributes.get(name);
  if (!found) return [];
  if (found.value === undefined || Number.isNaN(value)) return find('note', `${name} is an expression, so it is left out`);
  return find(key, value, said(attributes, name));
}

const said = (attributes: Attributes, name: string): string => (attributes.get(name)?.byDefault === true ? `${name}, the default of its variable` : name);
