import type { FoundTemplate, LaunchTemplateSource, TemplateReference } from '../launch-source.js';
import { newId } from '../new-id.js';
import { launchDataOf, type TemplateData } from './launch-data.js';

export interface TemplateVersion {
  readonly number: number;
  readonly description: string | undefined;
  /** Seconds of the region's clock. */
  readonly createdAt: number;
  readonly data: TemplateData;
}

export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  /** Seconds of the region's clock. */
  readonly createdAt: number;
  /** Numbers are given once, also when their version is deleted. */
  latest: number;
  default: number;
  readonly versions: Map<number, TemplateVersion>;
}

/** Launch templates of the region. */
export class LaunchTemplates implements LaunchTemplateSource {
  readonly #templates = new Map<string, LaunchTemplate>();

  constructor(
    private readonly now: () => number,
    private readonly idOfGroup: (name: string) => string | undefined,
  ) {}

  create(name: string, data: TemplateData, description: string | undefined): LaunchTemplate {
    const template: LaunchTemplate = { id: newId('lt'), name, createdAt: this.now(), latest: 0, default: 1, versions: new Map() };
    this.#templates.set(template.id, template);
    this.addVersion(template, data, description);
    return template;
  }

  addVersion(template: LaunchTemplate, data: TemplateData, description: string | undefined): TemplateVersion {
    template.latest += 1;
    const version = { number: template.latest, description, createdAt: this.now(), data };
    template.versions.set(version.number, version);
    return version;
  }

  byId(id: string): LaunchTemplate | undefined {
    return this.#templates.get(id);
  }

  byName(name: string): LaunchTemplate | undefined {
    return this.list().find((template) => template.name === name);
  }

  list(): LaunchTemplate[] {
    return [...this.#templates.values()];
  }

  delete(template: LaunchTemplate): void {
    this.#templates.delete(template.id);
  }

  find({ id, name, version }: TemplateReference): FoundTemplate | undefined {
    const template = id ? this.byId(id) : name ? this.byName(name) : undefined;
    const found = template && versionOf(template, version);
    if (!template || !found) return undefined;
    return { id: template.id, name: template.name, version: String(found.number), data: launchDataOf(found.data, this.idOfGroup) };
  }
}

/** The version that a request means: a number, `$Latest`, or `$Default`, which is also meant by nothing. Pure. */
export function versionOf(template: LaunchTemplate, given: string | undefined): TemplateVersion | undefined {
  if (!given || given === '$Default') return template.versions.get(template.default);
  if (given === '$Latest') return template.versions.get(newestOf(template));
  return /^\d{1,9}$/.test(given) ? template.versions.get(Number(given)) : undefined;
}

/** The latest version that was not deleted. */
export const newestOf = ({ versions }: LaunchTemplate): number => Math.max(...versions.keys());
