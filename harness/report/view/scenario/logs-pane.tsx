import type { JSX } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import type { RolloutRecord } from '../../rollout-record.js';
import { ansiSpans, plainText } from './ansi-spans.js';
import { prettyLines } from './answer-body.js';
import { Printing } from '../printing.js';
import { counted } from '../words.js';
import { filtered, LEVELS, logEntries, type Level, type LogEntry } from './log-entries.js';
import { keptLog, noLinesOf } from './kept-log.js';
import { nearestToCursor, type Cursor } from './merge-marks.js';
import { Nothing, Section } from './section.js';
import { secondsText } from './time-window.js';
import { useWindowed } from './use-windowed.js';

interface Props {
  readonly rollout: RolloutRecord;
  readonly cursor: Cursor | undefined;
  readonly onCursor: (cursor: Cursor) => void;
}

const ROW = 20;

/** The last lines of every instance, at the second of the cursor. */
export function LogsPane({ rollout, cursor, onCursor }: Props): JSX.Element {
  const all = useMemo(() => logEntries(rollout.instances), [rollout]);
  const [level, setLevel] = useState<Level>();
  const [instance, setInstance] = useState<string>();
  const [chosen, setChosen] = useState<LogEntry>();
  const printing = useContext(Printing);
  const entries = useMemo(() => (printing ? all : filtered(all, { ...(level ? { level } : {}), ...(instance ? { instance } : {}) })), [all, level, instance, printing]);
  const near = cursor === undefined ? -1 : chosen?.at === cursor.at && entries.includes(chosen) ? entries.indexOf(chosen) : nearestToCursor(entries, cursor, (entry) => entry.instance);
  const { box, first, end, above, below } = useWindowed(entries.length, ROW, near);
  const ids = rollout.instances.filter(({ log }) => log.length > 0).map(({ id }) => id);
  const pick = (index: number): void => {
    const entry = entries[Math.max(0, Math.min(entries.length - 1, index))];
    if (!entry) return;
    setChosen(entry);
    onCursor({ at: entry.at, instance: entry.instance });
  };
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pick(near + step);
  };
  const shown = entries[near];
  const kept = keptLog(rollout.instances);
  const absent = cursor?.instance !== undefined && !shown ? noLinesOf(cursor.instance, rollout.instances.find(({ id }) => id === cursor.instance)) : undefined;
  return (
    <Section title="Logs" class="logs-part" aside={all.length > 0 && <Filters level={level} setLevel={setLevel} ids={ids} instance={instance} setInstance={setInstance} count={entries.length} of={all.length} />}>
      {all.length === 0 ? (
        <Nothing>{rollout.instances.length === 0 ? 'No instance was launched.' : 'No instance wrote a line, or none was kept.'}</Nothing>
      ) : (
        <>
          <div class="pane logs" ref={box} tabIndex={0} role="group" aria-label="Log lines" onKeyDown={walk}>
            {entries.length === 0 && <Nothing>No line is of this level.</Nothing>}
            <div style={{ height: `${above}px` }} />
            {entries.slice(first, end).map((entry, index) => (
              <LogLine key={first + index} entry={entry} near={first + index === near} several={rollout.instances.length > 1} choose={() => pick(first + index)} />
            ))}
            <div style={{ height: `${below}px` }} />
          </div>
          {(absent ?? kept) !== undefined && <p class="soft" role="status">{[absent, kept].filter(Boolean).join(' ')}</p>}
          {shown && (
            <pre class="log-whole" tabIndex={0} aria-label="The whole line">
              {secondsText(shown.at, 3)}  {shown.instance}{'\n'}
              {prettyLines(plainText(shown.line)).join('\n')}
            </pre>
          )}
        </>
      )}
    </Section>
  );
}

function LogLine({ entry: { at, instance, level, line, said }, near, several, choose }: { readonly entry: LogEntry; readonly near: boolean; readonly several: boolean; readonly choose: () => void }): JSX.Element {
  return (
    <div class={`log-line ${level} ${near ? 'near' : ''}`} onClick={choose}>
      <span class="at">{secondsText(at, 2)}</span>
      {several && <span class="id">{instance.slice(0, 8)}</span>}
      <span class="level">{level === 'plain' ? '' : level}</span>
      {said ? (
        <span class="said">
          {said.message} <span class="soft">{said.fields}</span>
        </span>
      ) : (
        <span class="said">
          {ansiSpans(line).map(({ text, classes }, index) => (
            <span key={index} class={classes.join(' ')}>{text}</span>
          ))}
        </span>
      )}
    </div>
  );
}

interface FilterProps {
  readonly level: Level | undefined;
  readonly setLevel: (level: Level | undefined) => void;
  readonly ids: readonly string[];
  readonly instance: string | undefined;
  readonly setInstance: (id: string | undefined) => void;
  readonly count: number;
  readonly of: number;
}

function Filters({ level, setLevel, ids, instance, setInstance, count, of }: FilterProps): JSX.Element {
  return (
    <div class="tools">
      <span class="soft" role="status">{count === of ? counted(of, 'line') : `${count} of ${counted(of, 'line')}`}</span>
      {ids.length > 1 && (
        <select aria-label="Instance" value={instance ?? ''} onChange={({ currentTarget }) => setInstance(currentTarget.value || undefined)}>
          <option value="">all instances</option>
          {ids.map((id) => (
            <option key={id} value={id}>{id}</option>
          ))}
        </select>
      )}
      <select aria-label="Least level" value={level ?? ''} onChange={({ currentTarget }) => setLevel((currentTarget.value || undefined) as Level | undefined)}>
        <option value="">all levels</option>
        {LEVELS.slice(0, -1).map((each) => (
          <option key={each} value={each}>{each === 'error' ? 'errors only' : `${each} and worse`}</option>
        ))}
      </select>
    </div>
  );
}
