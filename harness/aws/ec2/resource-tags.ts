import type { Instances } from '../instances.js';

/** Tags of everything that has an id. Those of instances are kept with them, because groups set them too. */
export class ResourceTags {
  readonly #tags = new Map<string, Map<string, string>>();

  constructor(private readonly instances: Instances) {}

  /** To be read. */
  of(id: string): ReadonlyMap<string, string> {
    return this.#present(id) ?? NONE;
  }

  set(id: string, tags: ReadonlyMap<string, string>): void {
    if (tags.size === 0) return;
    const present = this.#present(id) ?? new Map<string, string>();
    if (!this.instances.find(id)) this.#tags.set(id, present);
    for (const [key, value] of tags) present.set(key, value);
  }

  /** @param value only if it has this one; any when left out */
  remove(id: string, key: string, value: string | undefined): void {
    const present = this.#present(id);
    if (present && (value === undefined || present.get(key) === value)) present.delete(key);
  }

  /** Once the resource is gone. */
  forget(id: string): void {
    this.#tags.delete(id);
  }

  /** Everything that has a tag. */
  list(): [id: string, tags: ReadonlyMap<string, string>][] {
    const ofInstances = this.instances.list().map(({ id, tags }): [string, Map<string, string>] => [id, tags]);
    return [...ofInstances, ...this.#tags].filter(([, tags]) => tags.size > 0);
  }

  #present(id: string): Map<string, string> | undefined {
    return this.instances.find(id)?.tags ?? this.#tags.get(id);
  }
}

const NONE: ReadonlyMap<string, string> = new Map();
