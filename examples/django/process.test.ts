import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWithDjango } from './django-bench.testing.js';
import { PYTHON } from './release.testing.js';

/** What a program may do to the one who passes on its output; `process` is what the init job has of it. */
function passOn(command: readonly string[], script: string): { said: string; last: string } {
  const whole = `
import json, select, sys, time
from jobs.process import Process
from jobs.stop_event import stop_event
process = Process(${JSON.stringify(command)}, {'PATH': '/usr/bin:/bin'})
def hear(seconds, enough):
    until = time.monotonic() + seconds
    while time.monotonic() < until and not enough():
        if select.select([process.output], [], [], 0.1)[0] and not process.pass_on():
            return
try:
${script.replace(/^/gm, '    ')}
finally:
    process.send(9)
`;
  const { stdout, stderr } = spawnSync(PYTHON, ['-sc', whole], { cwd: join(__dirname, 'release/deploy'), env: { PYTHONPATH: '.' }, encoding: 'utf8', timeout: 20_000, maxBuffer: 1 << 30 });
  return { said: stdout, last: stderr.trim().split('\n').pop() ?? '' };
}

describeWithDjango('what the init job passes on', () => {
  test('is a piece at a time, so that a program that never stops writing takes it from nothing else', () => {
    const { last } = passOn(['/usr/bin/yes'], `
time.sleep(0.5)
pieces = 0
def enough():
    global pieces
    pieces += 1
    return pieces > 3
hear(15, enough)
print('heard', file=sys.stderr)`);
    expect(last).toBe('heard');
  });

  test('comes in pieces where a line never ends, and is kept in short for the event of its end', () => {
    const endless = 'head -c 3000000 /dev/zero | tr "\\0" x; exec sleep 60';
    const { said, last } = passOn(['/bin/sh', '-c', endless], `
hear(15, lambda: len(process.last) >= 20)
print(json.dumps([len(process.rest), len(json.dumps(stop_event('', list(process.last))))]), file=sys.stderr)`);
    const [held, shipped] = JSON.parse(last) as [number, number];
    expect(held).toBeLessThan(100_000);
    // More than that no datagram carries.
    expect(shipped).toBeLessThan(65_507);
    expect(said.length).toBeGreaterThan(1_000_000);
  });

  test('is all that was written by one that has ended', () => {
    const { said } = passOn(['/bin/sh', '-c', 'head -c 60000 /dev/zero | tr "\\0" x; echo; printf end'], `
import os
os.waitpid(process.pid, 0)
process.close()`);
    expect([said.length, said.endsWith('x\nend\n')]).toEqual([60_005, true]);
  });
});
