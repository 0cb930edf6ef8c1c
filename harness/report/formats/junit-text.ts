import { xmlDocument, type XmlElement } from './xml-text.js';

/** A test case, and what became of it. */
export interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly file?: string;
  readonly line?: number;
  /** Wall seconds. */
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  readonly ending: { readonly kind: 'passed' } | { readonly kind: 'failure' | 'error' | 'skipped'; readonly type?: string; readonly message: string; readonly text?: string };
  /** Last lines of the app's log. */
  readonly output?: readonly string[];
  /** What went wrong before it passed. */
  readonly errors?: readonly string[];
}

export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/** A JUnit document: with the counts and times that follow from its cases. Pure. */
export function junitText(name: string, suites: readonly TestSuite[], properties: TestCase['properties'], wallSeconds: number): string {
  const all = suites.flatMap(({ cases }) => cases);
  const children = suites.map((suite) => ({
    name: 'testsuite',
    attributes: { name: suite.name, ...countsOf(suite.cases), time: seconds(suite.cases.reduce((sum, one) => sum + one.seconds, 0)) },
    inner: [...propertiesOf(properties), ...suite.cases.map(caseElement)],
  }));
  return xmlDocument({ name: 'testsuites', attributes: { name, ...countsOf(all), time: seconds(wallSeconds) }, inner: children });
}

function countsOf(cases: readonly TestCase[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const of = (kind: TestCase['ending']['kind']): number => cases.filter(({ ending }) => ending.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

function caseElement({ name, classname, file, line, seconds: took, properties, ending, output = [], errors = [] }: TestCase): XmlElement {
  return {
    name: 'testcase',
    attributes: { name, classname, file, line, time: seconds(took) },
    inner: [...propertiesOf(properties), ...endingOf(ending), ...streamOf('system-out', output), ...streamOf('system-err', errors)],
  };
}

function propertiesOf(properties: TestCase['properties']): XmlElement[] {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? [] : [{ name: 'properties', attributes: {}, inner: given.map(([name, value]) => ({ name: 'property', attributes: { name, value } })) }];
}

function endingOf(ending: TestCase['ending']): XmlElement[] {
  if (ending.kind === 'passed') return [];
  const { kind, type, message, text = '' } = ending;
  return [{ name: kind, attributes: { message, type }, inner: inert(text) }];
}

const streamOf = (name: string, lines: readonly string[]): XmlElement[] => (lines.length === 0 ? [] : [{ name, attributes: {}, inner: inert(lines.join('\n')) }]);

/** Jenkins attaches the file that such words in an output name, whoever wrote them. */
const inert = (text: string): string => text.replaceAll('[[ATTACHMENT|', '[ [ATTACHMENT|');

const seconds = (value: number): string => value.toFixed(3);
