import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { AuditResults } from '../../model/audit.js';
import { journalBetween, journalUntil } from '../show/journal.testing.js';
import { ReportSource } from '../show/report-source.js';
import { serveReport, type ServedReport } from '../show/serve-report.js';
import { violationsOf } from './accessible.testing.js';
import { describeWithBrowser, launchChromium } from './browser.testing.js';

describeWithBrowser('the page of a run under way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-live-'));
  const journal = join(folder, 'journal.jsonl');
  let browser: Browser;
  let served: ServedReport;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    writeFileSync(journal, journalUntil(1));
    served = await serveReport({ source: new ReportSource(folder), host: '127.0.0.1', port: 0, every: 0.1 });
    page = await browser.newPage({ viewport: { width: 1000, height: 400 } });
    errors = [];
    page.on('console', (message) => errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterEach(async () => {
    await page.close();
    await served.close();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ROWS = '.scenarios tbody a';

  test('gets rows as scenarios end, and keeps its search, its place and what has the focus', async () => {
    await page.goto(`${served.url}/#file:scenario`);
    await page.locator(ROWS).waitFor();
    expect(await page.locator('h1').textContent()).toContain('1 scenario ended, running.');
    // What a load would make anew.
    await page.evaluate('window.stays = true');
    await page.getByRole('searchbox').focus();
    await page.evaluate('scrollTo(0, 120)');
    appendFileSync(journal, journalBetween(1, 3));
    await page.locator(ROWS).nth(2).waitFor();
    expect(await page.locator('h1').textContent()).toContain('3 scenarios ended, running.');
    expect(await page.evaluate('[window.stays, location.hash, scrollY, document.activeElement.type, document.activeElement.value]')).toEqual([true, '#file:scenario', 120, 'search', 'file:scenario']);
    expect(await violationsOf(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('keeps the scenario that is read, and the row that the keys came to', async () => {
    await page.goto(served.url);
    await page.locator(ROWS).waitFor();
    await page.keyboard.press('j');
    const title = (await page.locator(`tr.active a`).textContent()) ?? '';
    appendFileSync(journal, journalBetween(1, 3));
    await page.locator(ROWS).nth(2).waitFor();
    expect(await page.locator('tr.active a').textContent()).toBe(title);
    await page.keyboard.press('Enter');
    await page.locator('article.scenario').waitFor();
    await page.evaluate(`document.querySelector('article.scenario').stays = true`);
    const fetched = page.waitForResponse(/data\.json$/);
    writeFileSync(journal, journalUntil(2));
    await (await fetched).finished();
    expect(await page.evaluate(`document.querySelector('article.scenario').stays`)).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('h1', { hasText: '2 scenarios ended, running.' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('waits where there is nothing, and becomes the run that begins', async () => {
    rmSync(journal);
    await page.goto(served.url);
    await page.locator('h1', { hasText: 'No run has begun here' }).waitFor();
    expect(await page.title()).toMatch(/^No run has begun here.* · canarybed$/);
    expect(await violationsOf(page)).toEqual([]);
    writeFileSync(journal, journalUntil(1));
    await page.locator(ROWS).waitFor();
    expect(await page.title()).toMatch(/ 1 scenario ended, running\. · canarybed run$/);
    expect(errors).toEqual([]);
  });

  test('an audit under way says how far it is', async () => {
    rmSync(journal);
    const audit = JSON.parse(readFileSync(join(__dirname, '../golden/audit.json'), 'utf8')) as AuditResults;
    writeFileSync(join(folder, 'audit-journal.jsonl'), '');
    writeFileSync(join(folder, 'audit.json'), JSON.stringify({ ...audit, interrupted: true, underWay: { of: 9 } }));
    await page.goto(`${served.url}/audit`);
    await page.locator('h1', { hasText: `${audit.mutants.length} of 9 mutants ended, running.` }).waitFor();
    writeFileSync(join(folder, 'audit.json'), JSON.stringify(audit));
    await page.locator('h1', { hasNotText: 'running' }).waitFor();
    rmSync(join(folder, 'audit.json'));
    expect(errors).toEqual([]);
  });

  test('says when its server has ended', async () => {
    await page.goto(served.url);
    await page.getByText('live', { exact: true }).waitFor();
    await served.close();
    await page.getByText('not live: its server has ended').waitFor();
  });
});
