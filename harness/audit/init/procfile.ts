import { finder, type FileDetector } from './finding.js';

/** `web:` starts the app, `release:` migrates. */
export const procfile: FileDetector = {
  reads: (path) => path === 'Procfile',
  find(path, text) {
    const find = finder('Procfile', path);
    const entry = (name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(\\S.*?)[ \\t]*$`, 'm').exec(text)?.[1];
    return [...find('command', entry('web'), 'web'), ...find('migrateCommand', entry('release'), 'release')];
  },
};
