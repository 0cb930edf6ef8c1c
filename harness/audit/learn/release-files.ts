import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { ConfigError } from '../../model/errors.js';

/** Folders that hold what others wrote, or what no page is made of. */
const NOT_OF_THE_RELEASE = new Set(['node_modules', 'vendor', '.git', '.venv', 'venv', 'site-packages', '__pycache__', 'bower_components', '.canarybed']);

/** Most files and folders that are looked at: an app's own are far fewer. */
const MOST_ENTRIES = 20_000;

/** The files below a folder of the release, or that file itself, sorted; paths relative to the release's folder. Links are not followed. */
export function filesBelow(release: string, from = '.'): string[] {
  const found: string[] = [];
  const waiting = [normalize(from)];
  for (let entries = 0; waiting.length > 0 && entries < MOST_ENTRIES; ) {
    const folder = waiting.shift() ?? '';
    for (const entry of readdirSync(join(release, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      entries += 1;
      const path = join(folder, entry.name);
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && !NOT_OF_THE_RELEASE.has(entry.name)) waiting.push(path);
    }
  }
  return found.sort();
}

/** All files of the folders and files that a description names, each once. @throws ConfigError when one is not there, or not of the release */
export function namedFiles(release: string, what: string, paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const from = normalize(path);
    if (from.startsWith('..') || !existsSync(join(release, from))) throw new ConfigError(`${what}: expected a file or folder of the release, found no ${path} in ${release}`);
    return statSync(join(release, from)).isDirectory() ? filesBelow(release, from) : [from];
  });
  return [...new Set(files)];
}

const TEMPLATE = /\.(?:ejs|hbs|handlebars|pug|njk|mustache|erb|jinja|jinja2|j2|liquid|eta|twig)$/;
const PAGE_OF_TEMPLATES = /(?:^|\/)(?:views|templates)\/(?:.*\/)?[^/]+\.html?$/;

export const isTemplate = (path: string): boolean => TEMPLATE.test(path) || PAGE_OF_TEMPLATES.test(path);

/** Files that look like templates, by their names. */
export const templatesBelow = (release: string): string[] => filesBelow(release).filter(isTemplate);
