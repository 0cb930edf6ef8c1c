/** An address of the machine itself, as a health check that runs beside the app asks for. */
const OWN_ADDRESS = /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::[^/\s'"`]+)?(\/[\x21-\x7e]*?)?(?=$|[\s'"`);|&])/;

/** The path that a command asks its own machine for, as `curl -f http://localhost:3000/health` does; undefined where it asks for none. Pure. */
export function healthPathIn(command: string): string | undefined {
  const found = OWN_ADDRESS.exec(command);
  return found ? (found[1] ?? '/') : undefined;
}
