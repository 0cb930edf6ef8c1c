import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { wallNow } from '../harness/model/wall-clock.js';
import { htmlOf } from '../harness/report/html.js';
import { resultsOf } from '../harness/report/results.js';
import { launchChromium } from '../harness/report/view/browser.testing.js';
import { figureLine, median, numberAfter } from './figures.js';
import { largeJournal } from './results.js';

/** Wall seconds in which the report is to be open: its first rows are drawn, and a key is answered. */
const MOST = 2;

/** Milliseconds between two frames of a scroll, in the middle: 30 a second, by a browser that draws without a graphics card. */
const MOST_FRAME = 34;

/**
 * A large run's report in Chromium: `--scenarios` (2,000), with `--probes` (100) each, opened `--runs` (5) times in a new
 * context, scrolled, and a scenario opened.
 */
export async function benchReport(args: readonly string[]): Promise<boolean> {
  const [scenarios, probes] = [numberAfter(args, '--scenarios', 2000), numberAfter(args, '--probes', 100)];
  const results = resultsOf(largeJournal(scenarios, probes));
  await htmlOf({ kind: 'run', results: { ...results, scenarios: [] } });
  const startedAt = wallNow();
  const html = await htmlOf({ kind: 'run', results });
  console.log(figureLine(`the report of ${scenarios} scenarios, made`, wallNow() - startedAt, 's'));
  console.log(figureLine('its size', Buffer.byteLength(html) / 1e6, 'MB'));
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-bench-report-'));
  const browser = await launchChromium();
  try {
    const file = join(folder, 'report.html');
    writeFileSync(file, html);
    return await measure(browser, pathToFileURL(file).href, numberAfter(args, '--runs', 5));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, address: string, runs: number): Promise<boolean> {
  const [opens, frames, slowest, scenarios]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let run = 0; run < runs; run += 1) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    opens.push(await timed(() => open(page, address)));
    const gaps = await page.evaluate<number[]>(SCROLL);
    frames.push(median(gaps));
    slowest.push(gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.95)] ?? Number.NaN);
    scenarios.push(await timed(() => openScenario(page)));
    await page.context().close();
  }
  console.log(figureLine('from the address to the first row and an answered key', median(opens), 's', MOST));
  console.log(figureLine('between two frames of a scroll', median(frames), 'ms', MOST_FRAME));
  console.log(figureLine('between two frames of a scroll, 95 of 100', median(slowest), 'ms'));
  console.log(figureLine('from a click to the page of a scenario', median(scenarios), 's'));
  return median(opens) <= MOST && median(frames) <= MOST_FRAME;
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector('.scenarios tbody a');
  await page.keyboard.press('j');
  await page.waitForSelector('.scenarios a:focus');
}

async function openScenario(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await page.waitForSelector('.scenarios a:focus');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/scenario\//);
  await page.waitForSelector('h1');
}

async function timed(does: () => Promise<void>): Promise<number> {
  const startedAt = wallNow();
  await does();
  return wallNow() - startedAt;
}

/** Scrolls by twelve rows a frame, and tells the milliseconds between frames. */
const SCROLL = `new Promise((done) => {
  const gaps = [];
  let last = performance.now();
  const step = (now) => {
    gaps.push(now - last);
    last = now;
    scrollBy(0, 384);
    if (gaps.length < 120) requestAnimationFrame(step);
    else done(gaps.slice(1));
  };
  requestAnimationFrame(step);
})`;
