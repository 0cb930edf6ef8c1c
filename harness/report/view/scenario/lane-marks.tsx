import type { JSX } from 'preact';
import type { Band } from './health-bands.js';
import { toX, type TimeWindow } from './time-window.js';

interface Spread {
  readonly window: TimeWindow;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

/** Pixels that a letter of a label takes. */
const LETTER = 6;

/** States one after the other as bars, each with its name where there is room for it. */
export function Bands({ bands, window, width, y, height, name }: Spread & { readonly bands: readonly (Band<string> & { readonly label?: string })[]; readonly name: string }): JSX.Element {
  return (
    <>
      {bands.map(({ from, to, state, label = state }, index) => {
        const [left, right] = [Math.max(-2, toX(window, width, from)), Math.min(width + 2, toX(window, width, to))];
        if (right < 0 || left > width) return null;
        const room = Math.floor((right - left - 10) / LETTER);
        return (
          <g key={index} class={`band ${name} ${state}`}>
            <rect x={left} y={y} width={Math.max(1, right - left - 1)} height={height} rx="2" />
            {height > 10 && room > 2 && (
              <text x={Math.max(left, 0) + 5} y={y + height / 2 + 3.5}>{label.length > room ? `${label.slice(0, room - 1)}…` : label}</text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** Moments as ticks; several on one pixel are one, and higher. One that failed is a triangle. */
export function Ticks({ ticks, y, height }: Pick<Spread, 'y' | 'height'> & { readonly ticks: readonly { readonly x: number; readonly items: readonly { readonly at: number; readonly failed?: boolean }[] }[] }): JSX.Element {
  return (
    <>
      {ticks.map(({ x, items }, index) => items.some(({ failed }) => failed === true) ? (
        <path key={index} class="tick failed" d={`M${x} ${y}l3.5 ${height}h-7z`} />
      ) : (
        <g key={index} class="tick">
          <rect x={x - 1.5} y={items.length > 1 ? y : y + 3} width="3" height={items.length > 1 ? height : height - 6} rx="1" />
          {items.length > 1 && (ticks[index + 1]?.x ?? Infinity) - x > 16 && <text x={x + 4} y={y + height - 3}>{items.length}</text>}
        </g>
      ))}
    </>
  );
}
