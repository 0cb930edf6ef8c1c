import type { MigrationsDescription } from '../../../model/release.js';
import { djangoFormat } from './django.js';
import { FILES_FORMAT } from './files.js';
import type { MigrationFormat } from './migration-format.js';
import { SQL_FORMAT } from './sql.js';

/** The format of a release's migrations: SQL unless it says otherwise. */
export const formatOf = ({ format = 'sql' }: Pick<MigrationsDescription, 'format'>): MigrationFormat =>
  format === 'sql' ? SQL_FORMAT : format === 'files' ? FILES_FORMAT : djangoFormat(format.django);
