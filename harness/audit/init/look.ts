import { compose } from './compose.js';
import { django } from './django.js';
import { dockerfile } from './dockerfile.js';
import { envFile } from './env-file.js';
import type { FileDetector, Finding } from './finding.js';
import { migrationFolders } from './migration-folders.js';
import { packageJson } from './package-json.js';
import { pageFolders } from './page-folders.js';
import { procfile } from './procfile.js';
import { pythonApp, pythonRequirements } from './python.js';
import { filesOf, textOf } from './read-folder.js';
import { gemfile } from './ruby.js';
import { sourceText } from './source-text.js';
import { terraform } from './terraform.js';

const DETECTORS: readonly FileDetector[] = [terraform, dockerfile, compose, procfile, packageJson, pythonRequirements, django, gemfile, pythonApp, envFile];
const MOST_SOURCES = 200;

/** All that a folder's files say of the app. */
export function look(folder: string): Finding[] {
  const paths = filesOf(folder);
  const read = (detector: FileDetector, path: string): Finding[] => {
    const text = textOf(folder, path);
    return text === undefined ? [] : detector.find(path, text, paths);
  };
  return [
    ...DETECTORS.flatMap((detector) => paths.filter((path) => detector.reads(path)).flatMap((path) => read(detector, path))),
    ...migrationFolders(paths),
    ...pageFolders(paths),
    ...paths.filter((path) => sourceText.reads(path)).slice(0, MOST_SOURCES).flatMap((path) => read(sourceText, path)),
  ];
}
