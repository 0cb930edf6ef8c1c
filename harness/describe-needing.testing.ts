/**
 * Tests that need something of the machine: skipped by name without, and failed where `required` is set to 1.
 * @param lack what is missing, in words; undefined where all is there
 */
export function describeNeeding(title: string, lack: string | undefined, required: string, body: () => void): void {
  if (lack === undefined) describe(title, body);
  else if (process.env[required] === '1') {
    test(title, () => {
      throw new Error(`${required} is 1, but: ${lack}`);
    });
  } else describe.skip(`${title} (skipped: ${lack})`, body);
}
