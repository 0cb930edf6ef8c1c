/** Those of some bodies whose hashes a value names anywhere in it. Pure. */
export function bodiesOf(value: unknown, bodies: Readonly<Record<string, string>>): Record<string, string> {
  const named: Record<string, string> = {};
  const look = (part: unknown): void => {
    if (typeof part === 'string') {
      if (Object.hasOwn(bodies, part)) named[part] = bodies[part] ?? '';
    } else if (typeof part === 'object' && part !== null) {
      for (const each of Object.values(part)) look(each);
    }
  };
  look(value);
  return named;
}
