import type { Scenario } from '../../harness/model/scenario.js';
import { registeredScenarios } from '../../harness/runner/registry.js';
import { defineSmallApp, type HABITS } from './define.js';
import { drawApps } from './draw.js';

/** Registers a scenario for each drawn app. What comes out is compared between paces, not with an expectation. */
export function registerGenerated(folder: string, seed: number, count: number): Scenario[] {
  const once = defineSmallApp(folder, false);
  const respawned = defineSmallApp(folder, true);
  const titles = drawApps(seed, count).map(({ settings, respawn }, index) => {
    const { scenario, fault } = respawn ? respawned : once;
    const set = Object.entries(settings) as [keyof typeof HABITS, string][];
    const title = `app ${index + 1}: ${set.map(([name, value]) => `${name} ${value}`).join(', ') || 'no habits'}${respawn ? ', respawned' : ''}`;
    scenario(title, { fault: set.map(([name, value]) => fault.env.set(name, value)), expect: 'accepted' });
    return title;
  });
  return registeredScenarios().filter(({ title }) => titles.includes(title));
}
