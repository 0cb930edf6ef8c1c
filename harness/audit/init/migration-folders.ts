import { finder, type Finding, type MigrationsFormat } from './finding.js';

const FOLDERS = /^(?:(?:db|database|src|src\/db|src\/database|prisma|server|app|drizzle)\/)?migrat(?:ions|e)$/;
const SOURCE = /\.(?:[cm]?[jt]s|py|rb|sql)$/;

/** Where migrations lie, and in what form. Pure. */
export function migrationFolders(paths: readonly string[]): Finding[] {
  const django = djangoApps(paths);
  if (django.length > 0) return djangoFindings(django);
  const folders = new Map<string, string[]>();
  for (const path of paths.filter((each) => SOURCE.test(each))) {
    const folder = folderOf(path);
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, files]) => finder('framework', `folder ${folder}`)('migrationsFolder', { folder, format: formatOf(files) }, `(${files.length} files)`));
}

/** Prisma keeps each migration in a folder of its own; Alembic keeps them in `versions`. */
function folderOf(path: string): string | undefined {
  const parts = path.split('/');
  const folder = parts.slice(0, -1).join('/');
  if (FOLDERS.test(folder)) return folder;
  if (/(?:^|\/)(?:migrations|alembic)\/versions$/.test(folder)) return folder;
  const above = parts.slice(0, -2).join('/');
  return FOLDERS.test(above) && parts.at(-1) === 'migration.sql' ? above : undefined;
}

const formatOf = (files: readonly string[]): MigrationsFormat => (files.every((file) => /^(?!.*\/migration\.sql$).*\.sql$/.test(file)) ? 'sql' : 'files');

/** Folders of Django's migrations, the fullest first. */
function djangoApps(paths: readonly string[]): [string, number][] {
  if (!paths.some((path) => /(?:^|\/)manage\.py$/.test(path))) return [];
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = /^(.+\/migrations)\/\d{4}_\w+\.py$/.exec(path)?.[1];
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

const djangoFindings = (apps: readonly [string, number][]): Finding[] =>
  apps.flatMap(([folder, count]) => finder('framework', `folder ${folder}`)('migrationsFolder', { folder, format: { django: folder.split('/').at(-2) ?? '' } }, `(${count} files)`));
