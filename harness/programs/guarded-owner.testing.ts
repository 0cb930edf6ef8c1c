import { GuardedProcess } from './guarded-process.js';

/** Runs a script under guard in a process of its own, which a test can end as it likes; repeats what the script says. */
const running = new GuardedProcess({
  command: ['/bin/sh', '-c', process.argv[2] ?? ''],
  folder: '/',
  environment: { PATH: process.env.PATH ?? '' },
  onLine: (line) => {
    process.stdout.write(`${line}\n`);
    if (process.argv[3] === 'let-go') running.letGo();
  },
});
