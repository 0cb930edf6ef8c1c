import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { htmlOf } from '../../html.js';
import type { RunResults } from '../../results.js';

const CHROMIUM = process.env.CANARYBED_CHROMIUM ?? '/usr/bin/chromium';

/** Why no page can be looked at here; undefined where one can. */
export const browserLack = existsSync(CHROMIUM) ? undefined : `there is no Chromium at ${CHROMIUM}; CANARYBED_CHROMIUM may name another place`;

/** A page, and what it did that a report must not do. */
export interface OpenedPage {
  readonly page: Page;
  /** Messages of errors, and addresses that were asked for beside the file itself. */
  readonly complaints: string[];
}

/** A report in a browser, from a file as its reader has it. */
export class ReportBrowser {
  #browser: Browser | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'canarybed-report-'));

  async start(results: RunResults): Promise<void> {
    writeFileSync(join(this.#folder, 'index.html'), htmlOf({ kind: 'run', results }));
    this.#browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }

  async open(id: string, colorScheme: 'light' | 'dark' = 'light'): Promise<OpenedPage> {
    if (!this.#browser) throw new Error('start it first');
    const page = await this.#browser.newPage({ viewport: { width: 1400, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    const complaints: string[] = [];
    const file = pathToFileURL(join(this.#folder, 'index.html')).href;
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => !/^(?:file|data):/.test(request.url()) && complaints.push(request.url()));
    await page.goto(`${file}#/scenario/${id}`);
    await page.waitForSelector('.scenario h1');
    return { page, complaints };
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
