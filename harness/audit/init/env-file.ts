import { finder, type FileDetector, type Finding } from './finding.js';

/** Only the first is read by itself; others are where something names them. */
const OWN = /(?:^|\/)[\w.-]*\.env$/;
const EXAMPLE = /^\.env\.(?:example|sample|template|dist)$/;

/** The app's own settings: the file is named, and its values, which may be secrets, are left where they are. */
export const envFile: FileDetector = {
  reads: (path) => OWN.test(path) || EXAMPLE.test(path),
  find(path, text) {
    const find = finder('env file', path);
    const settings = settingsIn(text);
    const held = settings.flatMap(({ name }) => find('held', { file: path, name }));
    if (OWN.test(path) && path !== '.env') return held;
    const own = path === '.env';
    return [
      ...find('envFile', own ? path : undefined),
      ...(own ? held : []),
      ...settings.flatMap(({ name, value }): Finding[] => {
        if (/^postgres(?:ql)?:\/\//.test(value)) return find('postgres', name, name);
        if (name === 'PORT') return find('portSetting', name, name);
        return own ? [] : find('setting', { name }, name);
      }),
    ];
  },
};

function settingsIn(text: string): { name: string; value: string }[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*["']?([^\r\n]*)/gm)].map(([, name = '', value = '']) => ({ name, value }));
}
