import type { JSX } from 'preact';
import { CANARY_HURT, type UsersHarm } from '../users-harm.js';

/** What users got, in a row: whose harm it is where it is not the canary's alone. */
export function UsersCell({ users }: { readonly users: UsersHarm | undefined }): JSX.Element | null {
  if (!users) return null;
  const who = users.who.join(', ');
  return <span title={who}>{who === '' || who === CANARY_HURT ? users.harm : who}</span>;
}
