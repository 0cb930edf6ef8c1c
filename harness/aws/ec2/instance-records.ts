import type { InstanceMetadataOptionsRequest, ShutdownBehavior } from '@aws-sdk/client-ec2';
import type { Ec2Instance } from '../ec2-instance.js';
import { newHex, newId } from '../new-id.js';
import { rootVolumeOf, type RootVolume } from './root-volume.js';

/** What EC2 tells of an instance, and keeps for it, that nothing here is driven by. */
export interface InstanceRecord {
  readonly reservationId: string;
  /** Its place among those that were launched by the same request. */
  readonly launchIndex: number;
  readonly clientToken: string;
  readonly networkInterfaceId: string;
  readonly networkAttachmentId: string;
  readonly macAddress: string;
  readonly volumeId: string;
  readonly rootVolume: RootVolume;
  disableApiTermination: boolean;
  disableApiStop: boolean;
  shutdownBehavior: ShutdownBehavior;
  monitoring: boolean;
  ebsOptimized: boolean;
  sourceDestCheck: boolean;
  metadataOptions: InstanceMetadataOptionsRequest;
  /** `standard` or `unlimited`; undefined for the default of its type. */
  cpuCredits: string | undefined;
}

/** Records of all instances, also of those that groups launch: these get one when somebody asks for it. */
export class InstanceRecords {
  readonly #records = new WeakMap<Ec2Instance, InstanceRecord>();

  of(instance: Ec2Instance): InstanceRecord {
    const known = this.#records.get(instance);
    return known ?? this.begin(instance, {});
  }

  begin(instance: Ec2Instance, given: Partial<InstanceRecord>): InstanceRecord {
    const record: InstanceRecord = { ...blankRecord(), ...given };
    this.#records.set(instance, record);
    return record;
  }
}

const blankRecord = (): InstanceRecord => ({
  reservationId: newId('r'),
  launchIndex: 0,
  clientToken: '',
  networkInterfaceId: newId('eni'),
  networkAttachmentId: newId('eni-attach'),
  // The second digit marks an address as given locally and for one receiver.
  macAddress: `0a:${(newHex(10).match(/../g) ?? []).join(':')}`,
  volumeId: newId('vol'),
  rootVolume: rootVolumeOf(),
  disableApiTermination: false,
  disableApiStop: false,
  shutdownBehavior: 'stop',
  monitoring: false,
  ebsOptimized: false,
  sourceDestCheck: true,
  metadataOptions: {},
  cpuCredits: undefined,
});
