import { fieldsOf, type HealthFormat } from './check-reading.js';

/** What django-health-check begins the text of a plugin with whose check failed; a warning makes its answer fail too. */
const FAILED = /^(unavailable|unexpected result|unknown error|warning): /;

/** A plain object of plugins, each `working` or what is wrong with it. */
export const djangoHealthCheck: HealthFormat = (answer) => {
  const plugins = fieldsOf(answer);
  const texts = plugins.flatMap(([name, text]) => (typeof text === 'string' ? [{ name, text }] : []));
  const fits = texts.length === plugins.length && texts.length > 0 && texts.every(({ text }) => text === 'working' || FAILED.test(text));
  return fits ? texts.map(({ name, text }) => (text === 'working' ? { name, failed: false } : { name, failed: true, output: text })) : undefined;
};
