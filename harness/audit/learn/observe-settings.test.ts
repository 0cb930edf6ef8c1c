import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import { describeWithPython, PYTHON } from '../../runtime/carry-out/django.testing.js';
import { planLaunch } from '../../runtime/carry-out/plan.js';
import { RunBench } from '../../runtime/run-bench.testing.js';
import { observeSettings, type Observation } from './observe-settings.js';

let bench: RunBench;
beforeAll(() => (bench = new RunBench()));
afterAll(() => bench.close());

const GIVEN = { GREETING: 'hello', SECRET: 'kettle', LIMIT: '3' };

function observed(): { readonly observation: Observation; readonly env: Record<string, string>; readonly preload: string } {
  const folder = bench.folderWith({});
  const observation = observeSettings(planLaunch({ ...SMALL_RELEASE, env: GIVEN }, [], SMALL_RELEASE.healthCheck), folder);
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, observation.plan.process.preload ?? '');
  return { observation, env: { PATH: process.env.PATH ?? '', ...GIVEN, ...observation.plan.settings }, preload };
}

const end = ({ status, stdout, stderr }: ReturnType<typeof spawnSync>) => ({ status, stdout: String(stdout), stderr: String(stderr) });

/** Runs a script with and without observation, which must not differ but for what the surroundings of both show. */
function node(script: string, file = 'main.cjs') {
  const { observation, env, preload } = observed();
  const main = join(bench.folderWith({ [file]: script }), file);
  const watched = end(spawnSync(process.execPath, [`--require=${preload}`, main], { env }));
  expect(watched).toEqual(end(spawnSync(process.execPath, [main], { env })));
  const { names, ...reads } = observation.reads();
  return { ...watched, ...reads, names: Object.keys(GIVEN).filter((name) => names.has(name)), all: names };
}

function python(script: string) {
  const { observation, env } = observed();
  const main = join(bench.folderWith({ 'main.py': script }), 'main.py');
  const watched = end(spawnSync(PYTHON, [main], { env }));
  const { names, ...reads } = observation.reads();
  const { stdout, stderr, status } = end(spawnSync(PYTHON, [main], { env: { ...env, PYTHONPATH: '/nowhere' } }));
  expect({ ...watched, stdout: watched.stdout.replaceAll(env.PYTHONPATH ?? '-', '/nowhere') }).toEqual({ stdout, stderr, status });
  return { ...watched, ...reads, names: Object.keys(GIVEN).filter((name) => names.has(name)), all: names };
}

describe('a process of Node', () => {
  test.each([
    ['by its name', 'process.env.GREETING'],
    ['taken apart', 'const { GREETING } = process.env'],
    ['by "in"', 'if (!("GREETING" in process.env)) throw 1'],
    ['by hasOwn', 'if (!Object.hasOwn(process.env, "GREETING")) throw 1'],
    ['of all that begin in one way', 'Object.keys(process.env).filter((name) => name.startsWith("GREET")).map((name) => process.env[name])'],
    ['the first of a list', 'for (const name in process.env) if (name === "GREETING") process.env[name]'],
  ])('is seen to read a setting %s', (_how, script) => {
    expect(node(script)).toMatchObject({ status: 0, stderr: '', node: true, python: false, whole: false, names: ['GREETING'] });
  });

  test('is seen to ask for a setting that it is not given', () => {
    expect(node('process.env.COLOUR').all).toContain('COLOUR');
  });

  test('is seen in a module that imports its environment by name', () => {
    expect(node(`import { env } from 'node:process'; import again from 'node:process'; console.log(env.GREETING, again.env.LIMIT)`, 'main.mjs')).toMatchObject({
      stdout: 'hello 3\n',
      names: ['GREETING', 'LIMIT'],
    });
  });

  test.each([
    ['spreads them', '({ ...process.env })'],
    ['assigns them', 'Object.assign({}, process.env)'],
    ['lists them with values', 'Object.entries(process.env)'],
    ['writes them as JSON', 'JSON.stringify(process.env)'],
    ['starts a child', 'require("node:child_process").execFileSync("true")'],
    ['clones them', 'structuredClone(process.env)'],
    ['hands them to a worker', 'new (require("node:worker_threads").Worker)("", { eval: true, workerData: { env: process.env } })'],
  ])('that %s is seen to copy all, not to read each', (_how, script) => {
    expect(node(script)).toMatchObject({ status: 0, whole: true, names: [] });
  });

  test('finds its environment as it is without', () => {
    const script = `
      const { env } = process;
      const told = (what) => { try { return what(); } catch (error) { return error.code + error.message; } };
      console.log(JSON.stringify([
        told(() => Object.keys(env)), told(() => ({ ...env })), told(() => 'GREETING' in env), told(() => 'NONE' in env), told(() => env.NONE ?? 'none'),
        told(() => delete env.GREETING), told(() => env.GREETING ?? 'none'), told(() => (env.NEW = 5)), told(() => env.NEW), told(() => Object.keys(env).at(-1)),
        told(() => env[Symbol.iterator] ?? 'none'), told(() => { env[Symbol('x')] = 1; }), told(() => Object.defineProperty(env, 'X', { value: '1' })),
        told(() => Object.defineProperty(env, 'Y', { value: '1', writable: true, enumerable: true, configurable: true }).Y),
        told(() => Object.getOwnPropertyDescriptor(env, 'LIMIT')), told(() => env.hasOwnProperty('LIMIT')), told(() => String(env)), told(() => env.toString === Object.prototype.toString),
        told(() => Object.getPrototypeOf(env) === Object.prototype), told(() => JSON.parse(JSON.stringify(env))), told(() => require('node:util').inspect(env)),
        told(() => String(require('node:child_process').execFileSync('sh', ['-c', 'echo $SECRET $NEW $GREETING']))),
        told(() => structuredClone(env)), told(() => { const one = { env, list: [env, 1] }; one.self = one; const two = structuredClone(one); return [two.self === two, two.list, Object.getPrototypeOf(two.env) === Object.prototype]; }),
        told(() => structuredClone({ env, call() {} })), told(() => structuredClone(told)), told(() => structuredClone(new Date(5))), [structuredClone.name, structuredClone.length],
        told(() => { const { port1, port2 } = new MessageChannel(); port1.postMessage(env); const { message } = require('node:worker_threads').receiveMessageOnPort(port2); port1.close(); return message; }),
        told(() => { process.env = { A: 'b' }; return process.env.A; }),
      ], null, 1));`;
    expect(node(script).stdout).toContain('kettle 5');
  });

  test('is observed in its workers and children too', () => {
    const script = `
      const { Worker } = require('node:worker_threads');
      const { fork } = require('node:child_process');
      new Worker('process.env.LIMIT', { eval: true });
      if (process.argv[2] === 'child') process.env.SECRET; else fork(__filename, ['child'], { execArgv: process.execArgv });`;
    expect(node(script).names).toEqual(['SECRET', 'LIMIT']);
  });

  test('is not taken to be the app where it is npm', () => {
    expect(node('process.env.GREETING', 'npm-cli.js')).toMatchObject({ node: false, names: [] });
  });
});

describeWithPython('a process of Python', () => {
  test.each([
    ['by its name', 'os.environ["GREETING"]'],
    ['by get', 'os.environ.get("GREETING")'],
    ['by getenv', 'os.getenv("GREETING", "none")'],
    ['by "in"', 'assert "GREETING" in os.environ'],
    ['by pop', 'os.environ.pop("GREETING")'],
    ['of all that begin in one way', '[os.environ[name] for name in os.environ if name.startswith("GREET")]'],
    ['after a listing', 'list(os.environ); os.environ["GREETING"]'],
  ])('is seen to read a setting %s', (_how, script) => {
    expect(python(`import os\n${script}`)).toMatchObject({ status: 0, stderr: '', node: false, python: true, whole: false, names: ['GREETING'] });
  });

  test('is seen to ask for a setting that it is not given', () => {
    expect(python('import os\nos.getenv("COLOUR")').all).toContain('COLOUR');
  });

  test.each(['dict(os.environ)', 'os.environ.copy()', 'list(os.environ.items())', '{**os.environ}'])('that does %s is seen to copy all, not to read each', (script) => {
    expect(python(`import os\n${script}`)).toMatchObject({ status: 0, whole: true, names: [] });
  });

  test('finds its environment as it is without, and its children theirs', () => {
    const script = `
import json, os, subprocess
def told(what):
    try: return what()
    except Exception as error: return repr(error)
environ = os.environ
print(json.dumps([told(lambda: sorted(environ)), told(lambda: len(environ)), told(lambda: environ["NONE"]), told(lambda: environ[5]), told(lambda: environ.get("NONE", "none")),
    told(lambda: environ.__setitem__("NEW", "5")), told(lambda: environ.setdefault("NEW", "6")), told(lambda: environ.__delitem__("GREETING")), told(lambda: "GREETING" in environ),
    told(lambda: dict(environ)), told(lambda: repr(environ)), told(lambda: subprocess.check_output(["sh", "-c", "echo $SECRET $NEW $GREETING"]).decode())]))`;
    expect(python(script).stdout).toContain('kettle 5');
  });

  test('still loads the module that its own path has in that place', () => {
    const own = bench.folderWith({ 'sitecustomize.py': 'print("own")\n' });
    const plan = planLaunch({ ...SMALL_RELEASE, env: { PYTHONPATH: own } }, [], SMALL_RELEASE.healthCheck);
    const observation = observeSettings(plan, bench.folderWith({}));
    const { stdout, stderr } = end(spawnSync(PYTHON, ['-c', 'import sys; print([path for path in sys.path if "python" in path.split("/")])'], { env: observation.plan.settings }));
    expect({ stdout, stderr }).toEqual({ stdout: 'own\n[]\n', stderr: '' });
    expect(observation.reads().python).toBe(true);
  });
});

test('what observes lies where any user can read it', () => {
  const { observation } = observed();
  expect(readFileSync(join((observation.plan.settings.PYTHONPATH ?? '').split(':')[0] ?? '', 'sitecustomize.py'), 'utf8')).toContain('_observe');
});
