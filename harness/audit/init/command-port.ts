/** A command in which each copy's own port stands for the one that was named. */
export interface PortedCommand {
  readonly command: string;
  /** Port that was named as a number. */
  readonly port?: number;
  /** Setting that was named in its place. */
  readonly setting?: string;
}

const BY_SETTING = /\$(?:\{([A-Z][A-Z0-9_]*PORT|PORT)(?::?-(\d+))?\}|([A-Z][A-Z0-9_]*PORT|PORT)\b)/;
const BY_NUMBER = /((?:\s(?:-p|-b|-l|--port|--bind|--listen|--http|--http-socket)[ =]|\srunserver(?:\s+--\S+)*\s)(?:tcp:\/\/)?(?:[\w.*[\]]*:)?)(\d{2,5})(?=\s|$|["'])/;

/** Puts `{port}` where a command names the port to listen on, so that several copies run side by side. Pure. */
export function withPort(text: string): PortedCommand {
  const named = BY_SETTING.exec(text);
  if (named) {
    const command = text.replace(new RegExp(BY_SETTING, 'g'), '{port}');
    const setting = named[1] ?? named[3];
    return { command, ...(setting === undefined ? {} : { setting }), ...(named[2] === undefined ? {} : { port: Number(named[2]) }) };
  }
  const numbered = BY_NUMBER.exec(text);
  if (!numbered) return { command: text };
  return { command: text.replace(BY_NUMBER, '$1{port}'), port: Number(numbered[2]) };
}
