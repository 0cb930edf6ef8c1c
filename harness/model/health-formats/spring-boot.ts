import { fieldOf, fieldsOf, readResults, type CheckReading, type HealthFormat } from './check-reading.js';

/** `components` of Spring Boot's actuator; those within a component have its name and a dot before theirs. */
export const springBoot: HealthFormat = (answer) => {
  const found = componentsOf(answer, '');
  return found.length === 0 ? undefined : found;
};

function componentsOf(answer: unknown, prefix: string): CheckReading[] {
  return fieldsOf(fieldOf(answer, 'components')).flatMap(([name, component]) => {
    const within = componentsOf(component, `${prefix}${name}.`);
    // A composite repeats what its components say.
    return within.length > 0 ? within : [read(`${prefix}${name}`, component)];
  });
}

function read(name: string, component: unknown): CheckReading {
  const { failed } = readResults(name, [component]);
  const error = fieldOf(fieldOf(component, 'details'), 'error');
  return { name, failed, ...(failed && typeof error === 'string' ? { output: error } : {}) };
}
