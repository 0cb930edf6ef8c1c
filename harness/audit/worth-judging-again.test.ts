import type { MutantStatus } from '../model/audit.js';
import { isWorthJudgingAgain, type Lateness } from './worth-judging-again.js';

const LATE = 'front page: no whole answer within 8 s';
const OTHER = 'front page: status 500 instead of 200';

test.each<[string, MutantStatus, readonly string[], Lateness, boolean]>([
  ['a false alarm of a check that had no answer in time', 'false-alarm', [], { failedAtOnce: false, hurtLate: false }, true],
  ['a false alarm of a check that said no at once', 'false-alarm', [], { failedAtOnce: true, hurtLate: false }, false],
  ['a survivor whose users had no answer in time, and nothing else', 'survived', [LATE, 'item page: no whole answer within 30 s'], { failedAtOnce: false, hurtLate: false }, true],
  ['a survivor one of whose users got another answer at once', 'survived', [LATE, OTHER], { failedAtOnce: false, hurtLate: false }, false],
  ['a survivor whose users got another answer after a wait, each of them', 'survived', [LATE, OTHER], { failedAtOnce: false, hurtLate: true }, true],
  ['a survivor of which nothing is told', 'survived', [], { failedAtOnce: false, hurtLate: true }, false],
  ['a killed one, which is refused either way', 'killed', [LATE], { failedAtOnce: false, hurtLate: true }, false],
  ['a harmless one', 'harmless', [], { failedAtOnce: false, hurtLate: false }, false],
])('%s', (_, status, hurt, late, expected) => expect(isWorthJudgingAgain({ status, hurt }, late)).toBe(expected));
