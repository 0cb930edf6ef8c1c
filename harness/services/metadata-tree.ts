import { entriesOf, type InstanceIdentity } from './metadata-entries.js';

/** Versions that the service has had, as it lists them; all are answered alike here. */
const VERSIONS: readonly string[] = [
  '1.0',
  '2007-01-19',
  '2007-03-01',
  '2007-08-29',
  '2007-10-10',
  '2007-12-15',
  '2008-02-01',
  '2008-09-01',
  '2009-04-04',
  '2011-01-01',
  '2011-05-01',
  '2012-01-12',
  '2014-02-25',
  '2014-11-05',
  '2015-10-20',
  '2016-04-19',
  '2016-06-30',
  '2016-09-02',
  '2018-03-28',
  '2018-08-17',
  '2018-09-24',
  '2019-10-01',
  '2020-10-27',
  '2021-01-03',
  '2021-03-23',
  '2021-07-15',
  '2022-09-24',
  '2024-04-11',
  'latest',
];

/**
 * Text at a path of the metadata service, bare and without a newline; undefined means 404. A category is answered with
 * its entries, one a line, sub-categories with a slash at the end; the top level of a version has none of these slashes.
 * AWS: EC2 User Guide, "Access instance metadata for an EC2 instance".
 */
export function metadataAt(identity: InstanceIdentity, path: string): string | undefined {
  const plain = decoded(path);
  if (plain === undefined) return undefined;
  const [, version = '', ...rest] = plain.split('/');
  if (version === '' && rest.length === 0) return VERSIONS.join('\n');
  if (!VERSIONS.includes(version)) return undefined;
  const entries = entriesOf(identity);
  const below = rest.join('/');
  return entries.get(below) ?? listing([...entries.keys()], below.replace(/\/$/, ''));
}

function listing(paths: readonly string[], category: string): string | undefined {
  const prefix = category === '' ? '' : `${category}/`;
  const mark = category === '' ? '' : '/';
  const names = paths
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length).split('/'))
    .map(([name, ...deeper]) => (deeper.length > 0 ? `${name}${mark}` : `${name}`));
  return names.length > 0 ? [...new Set(names)].sort().join('\n') : undefined;
}

/** Keys of tags may hold characters that a client escapes. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
