import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { environmentIn } from '../harness/cli/started-program.testing.js';

export const ROOT = join(__dirname, '..');

/** Longest wait in milliseconds for one command of a user. */
const PATIENCE = 300_000;

const made: string[] = [];

/** Readable for the users that apps and databases run as. */
function madeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `canarybed-${name}-`));
  made.push(folder);
  chmodSync(folder, 0o755);
  return folder;
}

export const removeAll = (): void => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

/** Packs a checkout in which nothing has been built, as its owner would; gives the tarball. */
export async function packed(): Promise<string> {
  const checkout = madeFolder('checkout');
  for (const name of ['bin', 'build', 'docs', 'harness', 'schema', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const { stdout } = await promisify(execFile)('npm', ['pack', '--silent'], { cwd: checkout, encoding: 'utf8', timeout: PATIENCE });
  return join(checkout, stdout.trim().split('\n').at(-1) ?? '');
}

/** Packages that come with ours by the lock file: all that are not for our own development alone. */
function broughtAlong(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean }> };
  return Object.entries(packages).flatMap(([path, { dev }]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(dev === true ? '' : path)?.[1] ?? []);
}

/** A package and all that it loads, from where ours are. */
function withItsOwn(name: string, known = new Set<string>()): Set<string> {
  const described = join(ROOT, 'node_modules', name, 'package.json');
  if (known.has(name) || !existsSync(described)) return known;
  known.add(name);
  const { dependencies = {} } = JSON.parse(readFileSync(described, 'utf8')) as { dependencies?: Record<string, string> };
  for (const each of Object.keys(dependencies)) withItsOwn(each, known);
  return known;
}

/** Somebody's project, and where what runs in it keeps its own files. */
export class OutsideProject {
  readonly folder = madeFolder('outside');
  readonly temporary = madeFolder('outside-tmp');

  constructor(type: 'module' | 'commonjs') {
    this.write('package.json', JSON.stringify({ name: 'mine', private: true, type }));
  }

  write(path: string, text: string): this {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this;
  }

  /**
   * Puts the package there as npm does, without asking a registry for what comes with it: those packages are this
   * project's own.
   * @param own packages that the project has for itself
   */
  unpack(tarball: string, own: readonly string[] = []): this {
    for (const name of [...broughtAlong(), ...own]) {
      const [target, link] = [ROOT, this.folder].map((folder) => join(folder, 'node_modules', name)) as [string, string];
      if (!existsSync(target)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(target, link);
    }
    const place = join(this.folder, 'node_modules/canarybed');
    mkdirSync(place);
    execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components', '1']);
    mkdirSync(join(this.folder, 'node_modules/.bin'));
    symlinkSync('../canarybed/bin/canarybed.mjs', join(this.folder, 'node_modules/.bin/canarybed'));
    return this;
  }

  /** Puts a package there that the app loads, as a copy: the app may run as somebody who cannot read a checkout. */
  install(name: string): this {
    for (const each of withItsOwn(name)) {
      const place = join(this.folder, 'node_modules', each);
      if (!existsSync(place)) cpSync(join(ROOT, 'node_modules', each), place, { recursive: true });
    }
    return this;
  }

  readText(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs a program to its end. Rejects with all that it said when it fails or takes too long. */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, env: environmentIn(this), encoding: 'utf8', timeout: PATIENCE } as const;
    const { stdout, stderr } = await promisify(execFile)(program, args, options).catch((error: { message: string; stdout: string }) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    });
    return stdout + stderr;
  }

  readonly canarybed = (...args: readonly string[]): Promise<string> => this.run(join(this.folder, 'node_modules/.bin/canarybed'), ...args);
}
