/** Settings as a process gets them: numbers, true and false as they are written. Pure. */
export const textSettings = (settings: Readonly<Record<string, string | number | boolean>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
