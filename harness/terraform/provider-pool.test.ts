import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderPool } from './provider-pool.js';
import { parseReattach } from './provider-process.js';

const REATTACH = '{"x/y/aws":{"Protocol":"grpc","ProtocolVersion":5,"Pid":5775,"Test":true,"Addr":{"Network":"unix","String":"/tmp/plugin2090735493"}}}';

test.each([
  ['as a provider writes it', `\tTF_REATTACH_PROVIDERS='${REATTACH}'`, REATTACH],
  ['with a carriage return', `TF_REATTACH_PROVIDERS='${REATTACH}'\r`, REATTACH],
  ['in the sentence before it', 'Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable with the following:', undefined],
  ['cut off', "\tTF_REATTACH_PROVIDERS='{\"x", undefined],
  ['of no provider', "TF_REATTACH_PROVIDERS='{}'", undefined],
])('the line %s is read', (_, line, reattach) => {
  expect(parseReattach(line)).toBe(reattach);
});

describe('a pool', () => {
  let folder = '';
  let pool: ProviderPool;
  /** A program that is started as a provider is, and says as much. */
  const provider = (script: string): string => {
    const program = join(folder, 'provider');
    writeFileSync(program, `#!/bin/sh\n[ "$1" = -debug ] || exit 9\n${script}\n`, { mode: 0o755 });
    return program;
  };
  const LASTING = `echo "$$ $TF_LOG" >> "$(dirname "$0")/started"\necho "TF_REATTACH_PROVIDERS='{\\"x\\":$$}'"\nexec sleep 600`;
  const started = (): string[] => readFileSync(join(folder, 'started'), 'utf8').trim().split('\n');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canarybed-pool-test-'));
    pool = new ProviderPool(folder);
  });
  afterEach(async () => {
    await pool.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('canarybed-tf-'))).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('lends one process to one command after the other, with its logs off', async () => {
    const binary = provider(LASTING);
    const first = await pool.lease('1.0.0', binary);
    await first?.giveBack('fit');
    const second = await pool.lease('1.0.0', binary);
    expect(second?.reattach).toBe(first?.reattach);
    expect(started()).toEqual([expect.stringMatching(/^\d+ off$/)]);
  });

  test('lends none to two at once, nor one of another version, nor one that is spoilt', async () => {
    const binary = provider(LASTING);
    const [first, second] = await Promise.all([pool.lease('1.0.0', binary), pool.lease('1.0.0', binary)]);
    await first?.giveBack('fit');
    const other = await pool.lease('2.0.0', binary);
    await second?.giveBack('spoilt');
    const third = await pool.lease('1.0.0', binary);
    expect(third?.reattach).toBe(first?.reattach);
    expect(new Set([first, second, other].map((lease) => lease?.reattach)).size).toBe(3);
    const fourth = await pool.lease('1.0.0', binary);
    expect(started()).toHaveLength(4);
    expect(fourth?.reattach).not.toBe(second?.reattach);
  });

  test('leaves it to Terraform when the program does not come up, or all is over', async () => {
    expect(await pool.lease('1.0.0', provider('echo no >&2; exit 1'))).toBeUndefined();
    expect(await pool.lease('1.0.0', join(folder, 'absent'))).toBeUndefined();
    await pool.close();
    expect(await pool.lease('1.0.0', provider(LASTING))).toBeUndefined();
  });

  test('ends its processes, those on loan too', async () => {
    const lease = await pool.lease('1.0.0', provider(LASTING));
    await pool.close();
    expect(() => process.kill(Number(started()[0]?.split(' ')[0]), 0)).toThrow('ESRCH');
    await lease?.giveBack('fit');
  });
});
