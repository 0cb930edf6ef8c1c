import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TimelinePlan } from './lanes.js';
import { drawingOf, nearestTo, type Cursor } from './merge-marks.js';
import { pointedAt, type Pointed } from './pointing.js';
import { Section } from './section.js';
import { panned, secondsText, showing, toSecond, toX, zoomed, type TimeWindow } from './time-window.js';
import { AXIS, GUTTER, TimelineDrawing } from './timeline-drawing.js';
import { timelineKey } from './timeline-keys.js';

interface Props {
  readonly plan: TimelinePlan;
  /** From when its seconds count, in a sentence. */
  readonly clock: string;
  /** Of a health check, in seconds; undefined where it is not known. */
  readonly timeout: number | undefined;
  readonly cursor: Cursor | undefined;
  readonly onCursor: (cursor: Cursor) => void;
}

/** The rollout in lanes: pointed at, zoomed and walked through by mouse and keyboard. */
export function Timeline({ plan, clock, timeout, cursor: chosen, onCursor }: Props): JSX.Element {
  const cursor = chosen?.at;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box) - GUTTER;
  const [window, setWindow] = useState<TimeWindow>(plan.whole);
  const [pointed, setPointed] = useState<{ readonly what: Pointed; readonly x: number; readonly y: number }>();
  const zoom = (factor: number, at = cursor ?? (window.from + window.to) / 2): void => setWindow((seen) => zoomed(seen, plan.whole, factor, at));

  const point = (event: MouseEvent): Pointed | undefined => {
    const place = placeIn(box.current, event);
    if (place.x < 0) {
      setPointed(undefined);
      return undefined;
    }
    const what = pointedAt(plan, window, width, place);
    setPointed({ what, x: place.x + GUTTER, y: place.y + AXIS - (box.current?.scrollTop ?? 0) });
    return what;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = timelineKey({ window, plan, cursor }, event.key, event.shiftKey);
    if (!done) return;
    event.preventDefault();
    if (done.cursor !== undefined) onCursor({ at: done.cursor });
    setWindow(done.cursor === undefined ? done.window : showing(done.window, plan.whole, done.cursor));
    setPointed(undefined);
  };
  useWheel(box, (event) => {
    const place = placeIn(box.current, event);
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      setWindow((seen) => panned(seen, plan.whole, (sideways / width) * (seen.to - seen.from)));
    } else if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(Math.exp(event.deltaY / 400), toSecond(window, width, place.x));
    }
  });
  // A cursor that was moved elsewhere is brought into sight.
  useEffect(() => {
    if (cursor !== undefined) setWindow((seen) => showing(seen, plan.whole, cursor));
  }, [cursor, plan]);

  const spoken = cursor === undefined ? undefined : plan.happenings[nearestTo(plan.happenings, cursor)];
  return (
    <Section title="Timeline" class="timeline-part" aside={<Tools zoom={zoom} whole={() => setWindow(plan.whole)} window={window} />}>
      <div class="timeline-frame">
        <div
          ref={box}
          class="timeline"
          tabIndex={0}
          role="slider"
          aria-label="Second of the rollout's clock"
          aria-valuemin={plan.whole.from}
          aria-valuemax={plan.whole.to}
          aria-valuenow={cursor ?? plan.whole.from}
          aria-valuetext={spoken?.sentence ?? 'no second is chosen'}
          onMouseMove={point}
          onMouseLeave={() => setPointed(undefined)}
          onClick={(event) => {
            const what = point(event);
            if (what) onCursor({ at: what.at, ...(what.instance === undefined ? {} : { instance: what.instance }) });
          }}
          onKeyDown={press}
        >
          {width > 0 && <TimelineDrawing plan={plan} window={window} width={width} timeout={timeout} cursor={cursor} pointer={pointed?.what.at} />}
        </div>
        {pointed && (
          <div class={`tip ${pointed.x > width * 0.6 ? 'left' : ''}`} style={{ left: `${pointed.x}px`, top: `${pointed.y + 16}px` }}>
            <b>{secondsText(pointed.what.at, 2)}</b> {pointed.what.sentence}
          </div>
        )}
      </div>
      <p class="clock soft">{clock}</p>
      <p class="told" aria-hidden="true">
        {spoken && cursor !== undefined ? (
          <>
            <b>{secondsText(cursor, 2)}</b> {Math.abs(toX(window, width, spoken.at) - toX(window, width, cursor)) < 6 ? spoken.sentence : `nearest: ${spoken.sentence}`}
          </>
        ) : (
          'Point at anything to read it; click to see its check and log lines below. The wheel with Ctrl zooms; with the timeline focused + and − do, ← and → walk, Shift with them pans, 0 shows all.'
        )}
      </p>
    </Section>
  );
}

function Tools({ zoom, whole, window }: { readonly zoom: (factor: number) => void; readonly whole: () => void; readonly window: TimeWindow }): JSX.Element {
  return (
    <div class="tools">
      <Legend />
      <span class="soft seen">
        {secondsText(window.from)} – {secondsText(window.to)}
      </span>
      <button type="button" onClick={() => zoom(1.6)} aria-label="Zoom out">−</button>
      <button type="button" onClick={() => zoom(0.625)} aria-label="Zoom in">+</button>
      <button type="button" onClick={whole}>all</button>
    </div>
  );
}

const LEGEND = [
  ['pass', false, 'passed'],
  ['fail', false, 'failed'],
  ['timeout', false, 'timed out'],
  ['pass', true, 'projected, not sent'],
] as const;

const Legend = (): JSX.Element => (
  <ul class="legend" aria-label="Marks of checks">
    {LEGEND.map(([shape, projected, words]) => (
      <li key={words}>
        <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
          <use href={`#${drawingOf(shape, projected)}`} class={`mark ${shape} ${projected ? 'projected' : ''}`} />
        </svg>{' '}
        {words}
      </li>
    ))}
  </ul>
);

/** From the left end of the plot and the top of the first lane, in pixels. */
function placeIn(box: HTMLElement | null, { clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
  const { left = 0, top = 0 } = box?.getBoundingClientRect() ?? {};
  return { x: clientX - left - GUTTER, y: clientY - top - AXIS + (box?.scrollTop ?? 0) };
}

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** A wheel that may keep the page from scrolling, which a handler of the framework may not. */
function useWheel(box: { readonly current: HTMLElement | null }, turn: (event: WheelEvent) => void): void {
  const newest = useRef(turn);
  newest.current = turn;
  useEffect(() => {
    const element = box.current;
    const listen = (event: WheelEvent): void => newest.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);
}
