/** Stands in a file of names for a process that copied its whole environment: what it reads of the copy is not seen. */
export const WHOLE = '*';

/** Written first by each process that is observed. */
export const OBSERVED = { node: '#node', python: '#python' } as const;

/**
 * Script that Node loads before an app, and that notes each setting which the app reads, once a process.
 *
 * A get of every name in the order of a listing is a copy (spread, `Object.entries`, a child process's environment) and
 * is noted as such. `get` and `set` go to the real object, which refuses the definitions that a proxy would make. No proxy
 * can be cloned, so what clones (and hands to workers) is given a copy in its place, wherever it lies in plain data.
 * @param file where names are written, a line each
 */
export const observeNode = (file: string): string => `
{
  const { appendFileSync } = require('node:fs');
  const file = ${JSON.stringify(file)};
  const noted = new Set();
  const note = (name) => {
    if (typeof name !== 'string' || noted.has(name)) return;
    noted.add(name);
    try {
      appendFileSync(file, name + '\\n');
    } catch {}
  };
  const tool = /[\\\\/](?:npm|npx|yarn|pnpm|pnpx|corepack)(?:-cli)?(?:\\.[cm]?js)?$/.test(process.argv[1] ?? '');
  if (!tool) {
    note(${JSON.stringify(OBSERVED.node)});
    let walk;
    const endWalk = () => {
      if (!walk || walk.over) return;
      walk.over = true;
      for (const name of walk.keys.slice(0, walk.at)) note(name);
    };
    const got = (name) => {
      if (walk && !walk.over && walk.keys[walk.at] === name) {
        walk.at += 1;
        walk.over = walk.at === walk.keys.length;
        return walk.over ? note(${JSON.stringify(WHOLE)}) : undefined;
      }
      endWalk();
      note(name);
    };
    const real = process.env;
    const observed = new Proxy(real, {
      get(env, name) {
        got(name);
        return env[name];
      },
      set(env, name, value) {
        env[name] = value;
        return true;
      },
      has(env, name) {
        note(name);
        return name in env;
      },
      getOwnPropertyDescriptor(env, name) {
        // A listing asks this of each name.
        if (!walk) note(name);
        return Reflect.getOwnPropertyDescriptor(env, name);
      },
      ownKeys(env) {
        endWalk();
        const keys = Reflect.ownKeys(env);
        const begun = (walk = { keys, at: 0, over: keys.length === 0 });
        queueMicrotask(() => {
          if (walk !== begun) return;
          endWalk();
          walk = undefined;
        });
        return keys;
      },
    });
    process.env = observed;
    const clonable = (value, copies) => {
      if (value === observed) {
        copies.found = true;
        note(${JSON.stringify(WHOLE)});
        return { ...real };
      }
      const isList = Array.isArray(value);
      if (!isList && (value === null || typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)))) return value;
      if (copies.has(value)) return copies.get(value);
      const copy = isList ? [] : {};
      copies.set(value, copy);
      for (const key of Object.keys(value)) copy[key] = clonable(value[key], copies);
      return copy;
    };
    const letClone = (owner, name) => {
      owner[name] = new Proxy(owner[name], {
        apply(clone, self, [value, ...others]) {
          try {
            return Reflect.apply(clone, self, [value, ...others]);
          } catch (error) {
            const copies = new Map();
            const copy = clonable(value, copies);
            if (!copies.found) throw error;
            return Reflect.apply(clone, self, [copy, ...others]);
          }
        },
      });
    };
    letClone(globalThis, 'structuredClone');
    letClone(MessagePort.prototype, 'postMessage');
    letClone(BroadcastChannel.prototype, 'postMessage');
  }
}
`;
