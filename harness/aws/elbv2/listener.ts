import { openDataPlane, type DataPlane } from '../../balancer/data-plane.js';
import type { RequestHead, Route } from '../../balancer/route.js';
import { initialAttributes, type Attributes } from './attribute-rules.js';
import { listenerAttributes } from './attribute-tables.js';
import type { Balancer } from './balancer.js';
import { groupsOf } from './forward-action.js';
import { routeRequest } from './route-request.js';
import { byPriority, type Rule } from './rule.js';
import type { TargetGroup } from './target-group.js';
import type { Given, ListenerProtocol } from './v2-types.js';

/** What a listener is made with; all of it may be changed. */
export interface ListenerSettings {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly sslPolicy?: string;
  /** Of secure listeners. */
  readonly certificate?: string;
  readonly alpnPolicy?: readonly string[];
  readonly mutualAuthentication?: Given<'CreateListener'>['MutualAuthentication'];
}

/** What a listener needs of the rest. */
export interface ListenerPorts {
  /** Undefined once it has been deleted. */
  group(arn: string): TargetGroup | undefined;
  /** Clock seconds. */
  now(): number;
}

/** A listener with its rules, and the real socket at which it listens. */
export class Listener {
  attributes: Attributes;
  tags: ReadonlyMap<string, string> = new Map();
  /** By their ARNs, without the default rule. */
  readonly rules = new Map<string, Rule>();
  /** Beside the default one. */
  certificates: readonly string[] = [];
  #plane: DataPlane | undefined;
  #opened = 0;

  constructor(
    readonly arn: string,
    readonly balancer: Balancer,
    public settings: ListenerSettings,
    readonly defaultRule: Rule,
    private readonly ports: ListenerPorts,
  ) {
    this.attributes = initialAttributes(listenerAttributes(settings.protocol));
  }

  /** A listener that speaks in another way has the attributes of that way. */
  change(settings: ListenerSettings): void {
    this.settings = settings;
    const before = this.attributes;
    this.attributes = new Map([...initialAttributes(listenerAttributes(settings.protocol))].map(([key, initial]) => [key, before.get(key) ?? initial]));
  }

  /** Undefined while it is being opened, and for UDP, which is not carried. */
  get plane(): DataPlane | undefined {
    return this.#plane;
  }

  /** In the order in which they are tried. */
  allRules(): Rule[] {
    return [...this.rules.values(), this.defaultRule].sort(byPriority);
  }

  /** ARNs of all target groups that it forwards to. */
  groups(): Set<string> {
    return new Set(this.allRules().flatMap(({ actions }) => actions.flatMap(groupsOf)).map(({ arn }) => arn));
  }

  /**
   * Begins to listen; a listener whose port or protocol was changed does so anew.
   * @throws the system's error when no port can be had
   */
  async open(): Promise<void> {
    await this.close();
    const turn = this.#opened;
    if (this.settings.protocol === 'UDP') return;
    const plane = await openDataPlane(this.#planeOptions());
    // Closed, or opened once more, meanwhile.
    if (turn !== this.#opened) return plane.close();
    this.#plane = plane;
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    this.#opened += 1;
    const plane = this.#plane;
    this.#plane = undefined;
    await plane?.close();
  }

  #planeOptions(): Parameters<typeof openDataPlane>[0] {
    const { type } = this.balancer.identity;
    const { protocol, port } = this.settings;
    const idle = type === 'application' ? this.balancer.attributes.get('idle_timeout.timeout_seconds') : this.attributes.get('tcp.idle_timeout.seconds');
    return {
      kind: type,
      protocol: type === 'application' ? 'HTTP' : 'TCP',
      targets: () => [...this.groups()].flatMap((arn) => this.ports.group(arn)?.pool().targets ?? []),
      route: (request) => this.#route(request),
      now: () => this.ports.now(),
      idleTimeout: Math.min(4000, Number(idle ?? 350)),
      outside: { protocol: protocol === 'HTTPS' ? 'https' : 'http', port },
    };
  }

  #route(request: RequestHead | undefined): Route {
    return routeRequest(this.allRules(), request, this.settings, (arn) => this.ports.group(arn)?.pool());
  }
}
