/** An object of a resource as Terraform's state has it. A resource that is being replaced has several. */
export interface StateObject {
  /** Such as `aws_autoscaling_group.web` or `module.web[0].aws_elb.web["a"]`. */
  readonly address: string;
  readonly type: string;
  /** Its creation did not succeed: the next plan replaces it. */
  readonly tainted: boolean;
  /** Given when it was replaced and is still to be destroyed. */
  readonly deposedKey?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface TerraformState {
  readonly resources: readonly StateObject[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

const EMPTY: TerraformState = { resources: [], outputs: {} };

interface FileInstance {
  readonly index_key?: string | number;
  readonly status?: string;
  readonly deposed?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

interface FileResource {
  readonly mode: string;
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly FileInstance[];
}

/**
 * Reads a state file: format 4, which all versions of Terraform since 0.12 write. Data sources are left out.
 * @param text undefined when there is no file, as before the first apply
 * @throws Error when the text is of another format
 */
export function readState(text: string | undefined): TerraformState {
  if (text === undefined || text.trim() === '') return EMPTY;
  const state = JSON.parse(text) as { version: number; outputs?: Record<string, { value: unknown }>; resources?: readonly FileResource[] };
  if (state.version !== 4) throw new Error(`expected a Terraform state of format 4, found ${state.version}`);
  return {
    resources: (state.resources ?? []).filter(({ mode }) => mode === 'managed').flatMap((resource) => resource.instances.map((instance) => objectOf(resource, instance))),
    outputs: Object.fromEntries(Object.entries(state.outputs ?? {}).map(([name, { value }]) => [name, value])),
  };
}

function objectOf({ module, type, name }: FileResource, { index_key: key, status, deposed, attributes = {} }: FileInstance): StateObject {
  const index = key === undefined ? '' : `[${JSON.stringify(key)}]`;
  return {
    address: `${module === undefined ? '' : `${module}.`}${type}.${name}${index}`,
    type,
    tainted: status === 'tainted',
    ...(deposed === undefined ? {} : { deposedKey: deposed }),
    attributes,
  };
}
