import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchPlan } from '../../runtime/carry-out/plan.js';
import { OBSERVED, observeNode, WHOLE } from './observe-node.js';
import { observePython } from './observe-python.js';

/** What processes of Node and of Python were seen to do with their settings. */
export interface Reads {
  readonly node: boolean;
  readonly python: boolean;
  readonly names: ReadonlySet<string>;
  /** A process copied all of them, so that more may have been read. */
  readonly whole: boolean;
}

export const NOT_OBSERVED: Reads = { node: false, python: false, names: new Set(), whole: false };

export interface Observation {
  /** The launch with what observes in it; an app in neither language does not notice. */
  readonly plan: LaunchPlan;
  reads(): Reads;
}

/** @param folder of the observation's own, which the app's user can read */
export function observeSettings(plan: LaunchPlan, folder: string): Observation {
  const file = join(folder, 'names');
  writeFileSync(file, '');
  // The app may be another user than we are.
  chmodSync(file, 0o666);
  const modules = join(folder, 'python');
  mkdirSync(modules, { recursive: true });
  chmodSync(modules, 0o755);
  writeFileSync(join(modules, 'sitecustomize.py'), observePython(file), { mode: 0o644 });
  const path = [modules, plan.settings.PYTHONPATH ?? plan.release.env.PYTHONPATH].filter((part) => part !== undefined && part !== '');
  return {
    plan: {
      ...plan,
      settings: { ...plan.settings, PYTHONPATH: path.join(':') },
      process: { ...plan.process, preload: `${plan.process.preload ?? ''}${observeNode(file)}` },
    },
    reads: () => readsOf(readFileSync(file, 'utf8')),
  };
}

/** Pure. */
export function readsOf(text: string): Reads {
  const lines = new Set(text.split('\n').filter(Boolean));
  const [node, python, whole] = [OBSERVED.node, OBSERVED.python, WHOLE].map((mark) => lines.delete(mark));
  return { node: node === true, python: python === true, whole: whole === true, names: lines };
}
