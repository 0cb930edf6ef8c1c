import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { describeNeeding } from '../../describe-needing.testing.js';

const PLACES = [process.env['CANARYBED_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Chromium of this machine, or the one that CANARYBED_CHROMIUM names. */
export const CHROMIUM = PLACES.find((path) => path !== undefined && existsSync(path));

/** Tests that look at a page: skipped by name without Chromium, and failed then where CANARYBED_REQUIRE_BROWSER is 1. */
export const describeWithBrowser = (title: string, body: () => void): void =>
  describeNeeding(title, CHROMIUM === undefined ? 'no Chromium: install one, or name it by CANARYBED_CHROMIUM' : undefined, 'CANARYBED_REQUIRE_BROWSER', body);

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] });

/** A page that was opened from a file, and what it did that a report must not. */
export interface OpenedReport {
  readonly page: Page;
  /** Errors in its console, and thrown. */
  readonly errors: string[];
  /** Requests beyond the file itself. */
  readonly requests: string[];
}

/** One browser for the reports of a test file, and a folder for them. */
export class ReportBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), 'canarybed-report-'));
  #browser: Promise<Browser> | undefined;
  #files = 0;

  /** Writes a report and opens it in a fresh context. */
  async open(html: string, { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {}): Promise<OpenedReport> {
    const file = join(this.#folder, `${(this.#files += 1)}.html`);
    writeFileSync(file, html);
    this.#browser ??= launchChromium();
    const context = await (await this.#browser).newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const opened: OpenedReport = { page, errors: [], requests: [] };
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') opened.errors.push(message.text());
    });
    page.on('pageerror', (error) => opened.errors.push(error.message));
    page.on('dialog', (dialog) => {
      opened.errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== pathToFileURL(file).href && !request.url().startsWith('data:')) opened.requests.push(request.url());
    });
    await page.goto(`${pathToFileURL(file).href}${hash}`);
    await page.waitForSelector('h1');
    return opened;
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
