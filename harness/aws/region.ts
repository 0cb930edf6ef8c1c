import type { GroupDescription } from '../fleet/auto-scaling-group.js';
import { WorkUnderWay } from '../fleet/work-under-way.js';
import { openCore, type CoreOptions, type RegionCore } from './region-base.js';
import { openAutoScaling } from './autoscaling/open-auto-scaling.js';
import type { Ec2Instance } from './ec2-instance.js';
import { openEc2 } from './ec2/open-ec2.js';
import { openClassic } from './elb/open-classic.js';
import { openV2 } from './elbv2/open-v2.js';
import type { RegionListener, RegionPoller } from './region-listener.js';
import { stsHandlers } from './sts/sts-handlers.js';
import type { Door } from './wire/door-request.js';
import { createDoor, type DoorOptions } from './wire/router.js';
import type { HandlersByService } from './wire/types.js';

export type RegionOptions = CoreOptions & Pick<DoorOptions, 'credentials' | 'onAnswered' | 'onDefect'>;

/** One region with its services; what is in it lives until it is closed. */
export interface Region {
  readonly core: RegionCore;
  readonly handlers: HandlersByService;
  readonly door: Door;
  listeners(): readonly RegionListener[];
  pollers(): readonly RegionPoller[];
  groups(): readonly GroupDescription[];
  /** Everything that there is, as plain data. */
  state(): object;
  /**
   * Ends instances, checks and listeners, once what the door was asked before is answered: what that made ends with it.
   * @throws what ending something threw, once all of it was tried
   */
  close(): Promise<void>;
}

export function openRegion(options: RegionOptions): Region {
  const { credentials, onAnswered, onDefect } = options;
  const core = openCore(options);
  const [classic, v2, ec2] = [openClassic(core), openV2(core), openEc2(core)];
  const autoScaling = openAutoScaling(core, {
    attachments: { classic: (name) => classic.balancer(name), targetGroup: (arn) => v2.targetGroup(arn) },
    templates: ec2.templates,
  });
  const handlers: HandlersByService = {
    elb: (sdk) => classic.handlers(sdk),
    elbv2: (sdk) => v2.handlers(sdk),
    autoscaling: (sdk) => autoScaling.handlers(sdk),
    ec2: (sdk) => ec2.handlers(sdk),
    sts: () => stsHandlers(core),
  };
  const answer = createDoor(handlers, { region: core.place.region, ...(credentials ? { credentials } : {}), ...(onAnswered ? { onAnswered } : {}), ...(onDefect ? { onDefect } : {}) });
  const asked = new WorkUnderWay();
  return {
    core,
    handlers,
    door: (request) => {
      const answering = answer(request);
      asked.add(answering.then(() => undefined));
      return answering;
    },
    listeners: () => [...classic.listeners(), ...v2.listeners()],
    pollers: () => [...classic.pollers(), ...v2.pollers()],
    groups: () => autoScaling.describe(),
    state: () => ({
      region: core.place.region,
      account: core.place.account,
      images: core.images.list(),
      instances: core.instances.list().map(instanceState),
      classicLoadBalancers: classic.state(),
      ...v2.state(),
      autoScalingGroups: autoScaling.state(),
      journal: core.events.list(),
    }),
    close: async () => {
      await asked.settled();
      const ends = await inTurn([() => autoScaling.close(), () => core.instances.close(), () => classic.close(), () => v2.close()]);
      core.clock.stop();
      if (ends.length > 0) throw ends[0];
    },
  };
}

const instanceState = (instance: Ec2Instance): object => ({
  id: instance.id,
  state: instance.state,
  imageId: instance.spec.imageId,
  privateAddress: instance.privateAddress,
  availabilityZone: instance.spec.availabilityZone,
  ...(instance.spec.group ? { group: instance.spec.group.name } : {}),
  listening: instance.listening,
  lastLines: instance.lastLines(LINES_SHOWN),
});

/** Lines of an instance's output that the state page shows. */
const LINES_SHOWN = 5;

/** Does all of it, one after the other, and tells what failed. */
async function inTurn(works: readonly (() => Promise<void>)[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const work of works) await work().catch((error: unknown) => failures.push(error));
  return failures;
}
