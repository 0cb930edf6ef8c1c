import { containerCheck } from './container-check.js';
import { assignments, instructionsOf, jsonForm, type Instruction } from './dockerfile-instructions.js';
import { finder, type FileDetector, type Finder, type Finding } from './finding.js';
import { quoted } from './shell-command.js';

/** Of the image, not of the app. */
const OF_THE_IMAGE = /^(?:PATH|HOME|LANG|LC_\w+|TZ|SHELL|DEBIAN_FRONTEND|VIRTUAL_ENV|(?:NODE|YARN|NPM|PYTHON|PIP|POETRY|GEM|BUNDLE|RUBY)_\w*(?:VERSION|HOME|PATH|DIR|CONFIG_\w+))$/;

/** An image's start command, port, settings and health check. */
export const dockerfile: FileDetector = {
  reads: (path) => path === 'Dockerfile',
  find(path, text) {
    const lines = instructionsOf(text);
    const find = finder('Dockerfile', path);
    const settings = new Map(lines.filter(({ name }) => name === 'ENV' || name === 'ARG').flatMap(({ rest }) => assignments(rest)).map(({ name, value }) => [name, value]));
    return [
      ...startCommand(lines, find),
      ...lines.filter(({ name }) => name === 'EXPOSE').flatMap(({ rest }) => find('port', portIn(rest, settings), 'EXPOSE')),
      ...lines.filter(({ name }) => name === 'ENV').flatMap(({ rest }) => envFindings(rest, find)),
      ...healthCheck(lines, find),
    ];
  },
};

function portIn(rest: string, settings: ReadonlyMap<string, string | undefined>): number | undefined {
  const word = rest.split(/[\s/]/)[0] ?? '';
  const named = /^\$\{?(\w+)/.exec(word)?.[1];
  const port = Number(named === undefined ? word : settings.get(named));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function envFindings(rest: string, find: Finder): Finding[] {
  return assignments(rest).flatMap(({ name, value }) => {
    if (value === undefined || value.includes('$') || OF_THE_IMAGE.test(name)) return [];
    if (name === 'PORT') return [...find('portSetting', name, 'ENV'), ...find('port', /^\d+$/.test(value) ? Number(value) : undefined, 'ENV PORT')];
    return find('setting', { name, value }, 'ENV');
  });
}

function startCommand(lines: readonly Instruction[], find: Finder): Finding[] {
  const last = (wanted: string): string | undefined => lines.findLast(({ name }) => name === wanted)?.rest;
  const [entry, cmd] = [last('ENTRYPOINT'), last('CMD')];
  const folder = lines.filter(({ name }) => name === 'WORKDIR').map(({ rest }) => rest).at(-1);
  const text = [entry, entry !== undefined && !jsonForm(entry) ? undefined : cmd].filter((part) => part !== undefined).map(commandText).join(' ');
  const command = inFolder(withoutInit(text), folder);
  return find('command', command === '' ? undefined : command, entry === undefined ? 'CMD' : 'ENTRYPOINT');
}

function commandText(rest: string): string {
  const words = jsonForm(rest);
  if (!words) return rest;
  const [shell, flag, script] = words;
  if (words.length === 3 && /(?:^|\/)(?:ba)?sh$/.test(shell ?? '') && flag === '-c') return script ?? '';
  return words.map(quoted).join(' ');
}

/** Without the programs that reap processes in a container, and are on no machine. */
const withoutInit = (text: string): string => text.replace(/^(?:\S*\/)?(?:tini|dumb-init|docker-entrypoint\.sh)(?:\s+-[a-z-]+)*\s+(?:--\s+)?/, '');

/** Files of the image's own folder are named as those of the app's. */
const inFolder = (text: string, folder: string | undefined): string =>
  folder?.startsWith('/') === true && folder !== '/' ? text.replaceAll(`${folder.replace(/\/$/, '')}/`, './') : text;

function healthCheck(lines: readonly Instruction[], find: Finder): Finding[] {
  const rest = lines.findLast(({ name }) => name === 'HEALTHCHECK')?.rest;
  const command = rest === undefined ? undefined : /\bCMD\s+([\s\S]+)$/.exec(rest)?.[1];
  if (rest === undefined || command === undefined) return [];
  const option = (name: string): string | undefined => new RegExp(`--${name}=(\\S+)`).exec(rest.slice(0, rest.indexOf('CMD')))?.[1];
  const check = { command: jsonForm(command)?.join(' ') ?? command, interval: option('interval'), timeout: option('timeout'), startPeriod: option('start-period') };
  return containerCheck(find, check, 'HEALTHCHECK');
}
