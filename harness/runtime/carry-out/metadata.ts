import type { Fault, MetadataFault } from '../../model/fault.js';
import type { InstanceMetadata, MetadataBend } from '../../services/instance-metadata.js';
import type { Evidence } from './evidence.js';

const isMetadata = (fault: Fault): fault is MetadataFault & { summary: string } => fault.kind === 'metadata';

/** How the metadata service of an instance is bent from its start on; of several faults the last one counts. Pure. */
export function metadataBend(faults: readonly Fault[]): MetadataBend {
  const fault = faults.filter(isMetadata).at(-1);
  if (!fault) return { mode: 'none' };
  return fault.operator === 'slow' ? { mode: 'slow', seconds: fault.seconds ?? 1 } : { mode: fault.operator };
}

/** Whether an app met the bent service. One that sends its token is not stopped by a service that requires it. */
export function seenMetadata({ operator }: MetadataFault, metadata: InstanceMetadata | undefined): Evidence[] {
  const [asked, bent] = [metadata?.requests() ?? 0, metadata?.bent() ?? 0];
  const live = operator === 'tokens-required' ? asked > 0 : bent > 0;
  return [{ live, sentence: `${asked} requests came to the metadata service, ${bent} met the fault` }];
}
