import type { Operator } from '../mutant.js';
import { addColumnBesideOld } from './add-column-beside-old.js';
import { blankStatic } from './blank-static.js';
import { blankTemplate } from './blank-template.js';
import { blockEventLoop } from './block-event-loop.js';
import { breakStatic } from './break-static.js';
import { breakTemplate } from './break-template.js';
import { conflictingMigration } from './conflicting-migration.js';
import { crashOnStart } from './crash-on-start.js';
import { dependencyDown } from './dependency-down.js';
import { dependencyDownAtBoot } from './dependency-down-at-boot.js';
import { dependencyHung } from './dependency-hung.js';
import { dependencySlow } from './dependency-slow.js';
import { downAfterStart } from './down-after-start.js';
import { downAtBoot } from './down-at-boot.js';
import { dropTable } from './drop-table.js';
import { dropTableBesideOld } from './drop-table-beside-old.js';
import { emptySetting } from './empty-setting.js';
import { exitAfterAWhile } from './exit-after-a-while.js';
import { exitZeroOnStart } from './exit-zero-on-start.js';
import { failingMigration } from './failing-migration.js';
import { fakeAppliedLast } from './fake-applied-last.js';
import { fewDescriptorsLeft } from './few-descriptors.js';
import { forwardedAsHttp } from './forwarded-as-http.js';
import { garbleSetting } from './garble-setting.js';
import { halfAppliedMigration } from './half-applied-migration.js';
import { hang } from './hang.js';
import { headRequest } from './head-request.js';
import { hostOfANode } from './host-of-a-node.js';
import { hungAfterStart } from './hung-after-start.js';
import { hungAtBoot } from './hung-at-boot.js';
import { lateStart } from './late-start.js';
import { memoryShort } from './memory-short.js';
import { migrationLockHeld } from './migration-lock-held.js';
import { neverListen } from './never-listen.js';
import { noConnectionsLeft } from './no-connections-left.js';
import { otherUserAgent } from './other-user-agent.js';
import { rotatedPassword } from './password-rotated.js';
import { queryString } from './query-string.js';
import { readOnlyDatabase } from './read-only-database.js';
import { diskReadOnly } from './read-only-disk.js';
import { removeStatic } from './remove-static.js';
import { removeTemplate } from './remove-template.js';
import { renameColumnBesideOld } from './rename-column-beside-old.js';
import { renameTable } from './rename-table.js';
import { schemaAhead } from './schema-ahead.js';
import { skipLastMigration } from './skip-last-migration.js';
import { skipMigrations } from './skip-migrations.js';
import { slowDatabase } from './slow-database.js';
import { slowMigration } from './slow-migration.js';
import { swapSettings } from './swap-settings.js';
import { trailingSlash } from './trailing-slash.js';
import { unsetSetting } from './unset-setting.js';
import { wrongCheckPort } from './wrong-check-port.js';
import { wrongHostOfDatabase } from './wrong-host.js';
import { wrongName } from './wrong-name.js';
import { wrongPassword } from './wrong-password.js';
import { wrongPath } from './wrong-path.js';
import { wrongPort } from './wrong-port.js';
import { wrongUrl } from './wrong-url.js';

/** Every operator, in the order in which mutants are run and shown: a row an area. */
export const OPERATORS: readonly Operator[] = [
  unsetSetting, emptySetting, garbleSetting, swapSettings, wrongUrl,
  wrongPassword, wrongHostOfDatabase, wrongPort, wrongName, downAtBoot, downAfterStart,
  hungAtBoot, hungAfterStart, slowDatabase, readOnlyDatabase, noConnectionsLeft, rotatedPassword,
  skipMigrations, skipLastMigration, failingMigration, halfAppliedMigration, migrationLockHeld,
  slowMigration, schemaAhead, fakeAppliedLast, conflictingMigration,
  renameTable, dropTable,
  removeTemplate, blankTemplate, breakTemplate,
  removeStatic, blankStatic, breakStatic,
  crashOnStart, exitZeroOnStart, neverListen, lateStart, exitAfterAWhile,
  hang, blockEventLoop, memoryShort, fewDescriptorsLeft, diskReadOnly,
  hostOfANode, otherUserAgent, headRequest, forwardedAsHttp, trailingSlash, queryString, wrongPath, wrongCheckPort,
  dependencyDownAtBoot, dependencyDown, dependencyHung, dependencySlow,
  renameColumnBesideOld, dropTableBesideOld, addColumnBesideOld,
];
