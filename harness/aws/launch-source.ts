/** What a launch template's version says of the instances that are launched from it, as far as it is carried out. */
export interface LaunchData {
  readonly imageId?: string;
  readonly instanceType?: string;
  /** Base64, as it was given. */
  readonly userData?: string;
  readonly keyName?: string;
  readonly instanceProfile?: string;
  readonly securityGroupIds?: readonly string[];
  /** For the instance itself. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How requests name a template: by its id or its name; a version's number, `$Latest` or `$Default` (when left out). */
export interface TemplateReference {
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
}

export interface FoundTemplate {
  readonly id: string;
  readonly name: string;
  /** The number behind `$Latest` or `$Default`. */
  readonly version: string;
  readonly data: LaunchData;
}

/** Launch templates as those services see them that launch from them. */
export interface LaunchTemplateSource {
  /** Undefined when there is no such template or version. */
  find(reference: TemplateReference): FoundTemplate | undefined;
}
