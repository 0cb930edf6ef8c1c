/** What one instance is launched from: a launch configuration, or a numbered version of a template. */
export type Release =
  | { readonly kind: 'configuration'; readonly name: string }
  | { readonly kind: 'template'; readonly id: string; readonly version: string; readonly instanceType?: string };

/** The name under which a group of `fleet/` knows a release: equal for equal ones. Pure. */
export function releaseName(release: Release): string {
  if (release.kind === 'configuration') return `launch-configuration/${release.name}`;
  const { id, version, instanceType } = release;
  return ['launch-template', id, version, ...(instanceType === undefined ? [] : [instanceType])].join('/');
}

/** @throws Error for what `releaseName` never made */
export function readReleaseName(name: string): Release {
  const [, configuration] = /^launch-configuration\/(.*)$/s.exec(name) ?? [];
  if (configuration !== undefined) return { kind: 'configuration', name: configuration };
  const [, id, version, instanceType] = /^launch-template\/([^/]+)\/([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  if (id === undefined || version === undefined) throw new Error(`expected the name of a release, found "${name}"`);
  return { kind: 'template', id, version, ...(instanceType === undefined ? {} : { instanceType }) };
}
