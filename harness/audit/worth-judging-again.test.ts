import type { MutantStatus } from '../model/audit.js';
import { isWorthJudgingAgain } from './worth-judging-again.js';

const LATE = 'front page: no whole answer within 8 s';
const OTHER = 'front page: status 500 instead of 200';

test.each<[string, MutantStatus, readonly string[], boolean, boolean]>([
  ['a false alarm of a check that had no answer in time', 'false-alarm', [], false, true],
  ['a false alarm of a check that said no at once', 'false-alarm', [], true, false],
  ['a survivor whose users had no answer in time, and nothing else', 'survived', [LATE, 'item page: no whole answer within 30 s'], false, true],
  ['a survivor one of whose users got another answer', 'survived', [LATE, OTHER], false, false],
  ['a survivor of which nothing is told', 'survived', [], false, false],
  ['a killed one, which is refused either way', 'killed', [LATE], false, false],
  ['a harmless one', 'harmless', [], false, false],
])('%s', (_, status, hurt, failedAtOnce, expected) => expect(isWorthJudgingAgain({ status, hurt }, failedAtOnce)).toBe(expected));
