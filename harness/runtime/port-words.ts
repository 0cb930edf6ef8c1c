/** Stands in words of a command, and in values of settings, for the port that the process is given. */
const PORT_WORD = '{port}';

/** Pure. */
export const wordsWithPort = (words: readonly string[], port: number): string[] => words.map((word) => word.replaceAll(PORT_WORD, String(port)));

/** Settings with the port in their values, and in that which tells it, where there is one. Pure. */
export function settingsWithPort(settings: Readonly<Record<string, string>>, port: number, portSetting = ''): Record<string, string> {
  const values = Object.entries(settings).map(([name, value]) => [name, value.replaceAll(PORT_WORD, String(port))] as const);
  return { ...Object.fromEntries(values), ...(portSetting === '' ? {} : { [portSetting]: String(port) }) };
}
