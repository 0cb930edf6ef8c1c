import { readFileSync } from 'node:fs';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who the app and the database run as. Run by root, both give up that right: Postgres refuses it, and a read-only
 * folder would stop no app. Run by anybody else, they run as that person (undefined).
 */
export function unprivileged(name: 'app' | 'postgres'): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const wanted = name === 'postgres' ? ['postgres', 'nobody'] : ['nobody', 'daemon'];
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const user of wanted) {
    const entry = users.find(([login]) => login === user);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return { uid: 65534, gid: 65534 };
}
