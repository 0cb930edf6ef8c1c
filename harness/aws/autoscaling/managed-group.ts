import { randomUUID } from 'node:crypto';
import type { CapacityChanger } from '../../fleet/activities.js';
import { AutoScalingGroup, type FleetInstance, type GroupEvent } from '../../fleet/auto-scaling-group.js';
import type { GroupProcess, GroupSettings } from '../../fleet/group-settings.js';
import { isStandby, isTerminating, type AttachmentState, type GroupInstance, type LifecycleState } from '../../fleet/group-state.js';
import type { Ec2Instance } from '../ec2-instance.js';
import type { TargetState } from '../machine.js';
import type { Subnet } from '../network.js';
import { arnOf } from '../place.js';
import type { AutoScalingGround } from './auto-scaling-service.js';
import { nextSubnet, type GroupPlacement } from './group-placement.js';
import { hearsBalancers, type GroupOptions } from './group-options.js';
import { fleetHooks } from './lifecycle-hook-request.js';
import type { Sizes } from './group-sizes.js';
import type { GroupTag } from './group-tags.js';
import { releaseOf, specOfRelease } from './launch-data.js';
import { hasMovingVersion, type LaunchSource } from './launch-source.js';
import { RefreshNotes } from './refresh-notes.js';
import { readReleaseName } from './release-names.js';
import { StoredParts, type StoredHooks } from './stored-parts.js';
import { readSourceName, sourceName, type NamedSource, type TrafficSource } from './traffic-sources.js';

export interface GroupMakings {
  readonly name: string;
  readonly sizes: Sizes;
  readonly options: GroupOptions;
  readonly placement: GroupPlacement;
  readonly source: LaunchSource;
  readonly trafficSources: readonly TrafficSource[];
  readonly tags: readonly GroupTag[];
  readonly hooks: StoredHooks;
}

/** A balancer of a group, and where its attachment stands. */
export interface AttachedSource extends NamedSource {
  readonly state: AttachmentState;
}

/** AWS's tag on every instance of a group. */
const GROUP_TAG = 'aws:autoscaling:groupName';

/** A group as requests made it, and the one of `fleet/` that keeps its instances running. */
export class ManagedGroup {
  readonly name: string;
  readonly uuid = randomUUID();
  readonly arn: string;
  /** Seconds of the region's clock. */
  readonly createdAt: number;
  readonly fleet: AutoScalingGroup;
  readonly stored = new StoredParts();
  readonly refreshes: RefreshNotes;
  /** Since when a process is suspended, in seconds of the clock. */
  readonly suspendedAt = new Map<GroupProcess, number>();
  options: GroupOptions;
  placement: GroupPlacement;
  tags: readonly GroupTag[];
  deleting = false;
  #source: LaunchSource;
  /** Where each instance was launched; that of one which has left is still known for its activities. */
  readonly #places = new Map<string, Subnet>();
  /** Instances that are not on the fleet's list yet. */
  readonly #booting = new Set<string>();

  constructor(
    readonly ground: AutoScalingGround,
    { name, sizes, options, placement, source, trafficSources, tags, hooks }: GroupMakings,
  ) {
    const { core } = ground;
    this.name = name;
    this.arn = arnOf(core.place, 'autoscaling', `autoScalingGroup:${this.uuid}:autoScalingGroupName/${name}`);
    this.createdAt = core.clock.now();
    [this.options, this.placement, this.#source, this.tags] = [options, placement, source, tags];
    const { healthCheckPeriod, neverHealthy } = core.doubts;
    const given = { name, ...sizes, ...fleetSettings(options), lifecycleHooks: fleetHooks(hooks), healthCheckPeriod, neverHealthy };
    this.fleet = new AutoScalingGroup(given, releaseOf(ground, source) ?? '', {
      clock: core.clock,
      launch: (release) => this.#launch(release),
      balancers: new Map(trafficSources.map((one) => [sourceName(one), one.balancer])),
      onEvent: (event) => this.#hear(event),
    });
    this.refreshes = new RefreshNotes(this);
    this.stored.hooks = hooks;
  }

  /** In the order in which they were attached. */
  get trafficSources(): AttachedSource[] {
    return this.fleet.describe().attachments.map(({ name, state }) => ({ ...readSourceName(name), state }));
  }

  get source(): LaunchSource {
    return this.#source;
  }

  get sizes(): Sizes {
    const { minSize, maxSize, desiredCapacity } = this.fleet.settings;
    return { minSize, maxSize, desiredCapacity };
  }

  /** The fleet already launches from what it stands for. */
  adoptSource(source: LaunchSource): void {
    this.#source = source;
  }

  /** UpdateAutoScalingGroup: instances to come are launched from it. */
  updateSource(source: LaunchSource): void {
    const before = this.#source;
    this.setSource(source);
    this.refreshes.noteUpdate(before);
  }

  setSource(source: LaunchSource): void {
    this.#source = source;
    const release = releaseOf(this.ground, source);
    if (release !== undefined) this.fleet.setRelease(release);
  }

  /** `$Latest` and `$Default` of a template may stand for another version than before. */
  followTemplate(): void {
    if (!hasMovingVersion(this.#source) || this.refreshes.active) return;
    const release = releaseOf(this.ground, this.#source);
    if (release !== undefined && release !== this.fleet.describe().release) this.fleet.setRelease(release);
  }

  /** @param hooks as `withHook` lets them be */
  setHooks(hooks: StoredHooks): void {
    this.fleet.setLifecycleHooks(fleetHooks(hooks));
    this.stored.hooks = hooks;
  }

  /** @param by what the group's activities name when the desired capacity changes; UpdateAutoScalingGroup when left out */
  change(options: GroupOptions, sizes: Sizes, by?: CapacityChanger): void {
    this.options = options;
    this.fleet.changeSettings({ ...fleetSettings(options), ...sizes }, by);
  }

  /** The fleet's view of an instance; undefined when it is none of this group's. */
  member(id: string): GroupInstance | undefined {
    return this.fleet.describe().instances.find((instance) => instance.id === id);
  }

  /** Where an instance was launched; the group's first subnet for one that never was. */
  placeOf(id: string | undefined): Pick<Subnet, 'zone' | 'id'> {
    const [first] = this.placement.subnets;
    return (id === undefined ? undefined : this.#places.get(id)) ?? first ?? { zone: '', id: '' };
  }

  /** An instance as the fleet holds it: whatever ends it, all services are told. */
  fleetInstance(instance: Ec2Instance): FleetInstance {
    const { core } = this.ground;
    const subnet = core.network.subnet(instance.spec.subnetId);
    if (subnet) this.#places.set(instance.id, subnet);
    return {
      id: instance.id,
      get gone() {
        return instance.gone;
      },
      stop: () => core.instances.terminate(instance),
    };
  }

  async #launch(release: string): Promise<FleetInstance> {
    const { core } = this.ground;
    const spec = specOfRelease(this.ground, readReleaseName(this.#newest(release)));
    const members = new Set(this.#booting);
    for (const { id } of this.fleet.describe().instances) members.add(id);
    const subnet = nextSubnet(this.placement.subnets, [...members].flatMap((id) => this.#places.get(id) ?? []));
    if (!subnet) throw new Error('At least one Availability Zone or VPC Subnet is required.');
    const ids: string[] = [];
    const { instance, booted } = core.instances.launch({
      ...spec,
      subnetId: subnet.id,
      vpcId: subnet.vpcId,
      availabilityZone: subnet.zone,
      tags: { ...spec.tags, ...this.#propagated(), [GROUP_TAG]: this.name },
      group: { name: this.name, targetState: () => this.#targetStateOf(ids[0] ?? '') },
    });
    ids.push(instance.id);
    this.#booting.add(instance.id);
    const launched = this.fleetInstance(instance);
    try {
      await booted;
      return launched;
    } finally {
      this.#booting.delete(instance.id);
    }
  }

  /** What a template's `$Latest` means may have changed since the fleet was told. */
  #newest(release: string): string {
    if (release !== this.fleet.describe().release) return release;
    this.followTemplate();
    return this.fleet.describe().release;
  }

  #propagated(): Record<string, string> {
    return Object.fromEntries(this.tags.filter(({ propagateAtLaunch }) => propagateAtLaunch).map(({ key, value }) => [key, value]));
  }

  #targetStateOf(id: string): TargetState {
    const member = this.member(id);
    if (member) return this.deleting ? 'Terminated' : targetStateOf(member);
    if (this.#booting.has(id)) return this.deleting ? 'Terminated' : 'InService';
    // It has left the group: what was detached runs on.
    return this.ground.core.instances.find(id)?.standing === 'terminated' ? 'Terminated' : 'Detached';
  }

  #hear(event: GroupEvent): void {
    this.ground.core.events.write({ type: 'group', scenario: this.name, group: this.name, at: event.at, event: event.type, detail: event });
    if (event.type === 'refresh') this.refreshes.hear(event.refresh);
    if (event.type === 'lifecycle') this.#tag(event.id, event.to);
    if (event.type === 'activity-ended') this.#forgetPlaces();
  }

  /** An instance that a user attaches gets the group's tag, and one that is detached loses it. AWS: AttachInstances. */
  #tag(id: string, to: LifecycleState): void {
    const tags = this.ground.core.instances.find(id)?.tags;
    if (to === 'Pending') tags?.set(GROUP_TAG, this.name);
    if (to === 'Detached') tags?.delete(GROUP_TAG);
  }

  /** Of instances that have ended and that no activity tells of any more. */
  #forgetPlaces(): void {
    const told = new Set(this.fleet.describe().activities.map(({ instanceId }) => instanceId));
    const hasEnded = (id: string): boolean => (this.ground.core.instances.find(id)?.standing ?? 'terminated') === 'terminated';
    for (const id of this.#places.keys()) if (!told.has(id) && hasEnded(id)) this.#places.delete(id);
  }
}

/** What a group wants one of its instances to become. Pure. */
function targetStateOf(member: GroupInstance): TargetState {
  if (isTerminating(member)) return 'Terminated';
  if (isStandby(member)) return 'Standby';
  return member.lifecycle === 'Detaching' ? 'Detached' : 'InService';
}

/** What of the options is carried out. */
function fleetSettings(options: GroupOptions): Partial<Omit<GroupSettings, 'name'>> {
  const { HealthCheckGracePeriod, DefaultInstanceWarmup, InstanceMaintenancePolicy: policy, NewInstancesProtectedFromScaleIn } = options;
  const settings = {
    healthCheckType: hearsBalancers(options) ? 'ELB' : 'EC2',
    healthCheckGracePeriod: HealthCheckGracePeriod,
    protectNewInstances: NewInstancesProtectedFromScaleIn,
    // Undefined takes a setting away that was there before.
    defaultInstanceWarmup: DefaultInstanceWarmup,
    maintenance: policy && { minHealthyPercentage: policy.MinHealthyPercentage, maxHealthyPercentage: policy.MaxHealthyPercentage },
  };
  return settings as Partial<Omit<GroupSettings, 'name'>>;
}
