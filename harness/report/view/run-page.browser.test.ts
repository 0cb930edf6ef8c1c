import { htmlOf } from '../html.js';
import { violationsOf } from './accessible.testing.js';
import { describeWithBrowser, ReportBrowser, type OpenedReport } from './browser.testing.js';
import { sampleRun } from './sample-run.testing.js';

const SMALL = sampleRun({ scenarios: 20, probesEach: 6 });

describeWithBrowser('the page of a run', () => {
  const browser = new ReportBrowser();
  let html: string;
  let opened: OpenedReport[] = [];
  beforeAll(async () => {
    html = htmlOf({ kind: 'run', results: SMALL });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const strays = opened.flatMap(({ errors, requests }) => [...errors, ...requests]);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    expect(strays).toEqual([]);
  });

  async function open(hash = '', options: Parameters<ReportBrowser['open']>[1] = {}, text = html): Promise<OpenedReport['page']> {
    const report = await browser.open(text, { hash, ...options });
    opened.push(report);
    return report.page;
  }

  const headline = (page: OpenedReport['page'], text: string): Promise<void> => page.locator('h1', { hasText: text }).waitFor();

  /** A browser scrolls some frames after the key. */
  const scrolled = (page: OpenedReport['page'], condition: string): Promise<void> =>
    page.evaluate<void>(`new Promise((done) => { const look = () => (${condition} ? done() : requestAnimationFrame(look)); look(); })`);

  const titles = (page: OpenedReport['page']): Promise<string[]> => page.locator('.scenarios tbody a').allTextContents();

  test('answers in a sentence and lists surprises first', async () => {
    const page = await open();
    expect(await page.locator('h1').textContent()).toBe('16 of 20 releases were judged as expected. 2 surprises, 2 errors of the harness, 2 flaky.');
    expect((await titles(page)).slice(0, 2)).toEqual(['release 3 is broken in its process', 'release 13 is broken in its process']);
    expect(await titles(page)).toHaveLength(20);
  });

  test('filters by a count, and back by the same', async () => {
    const page = await open();
    await page.getByRole('link', { name: '2 surprise' }).click();
    await page.getByText('2 of 20 scenarios').waitFor();
    expect(await page.evaluate('location.hash')).toBe('#s:surprise');
    expect(await titles(page)).toHaveLength(2);
    await page.getByRole('link', { name: '2 surprise' }).click();
    await page.getByText('20 scenarios', { exact: true }).waitFor();
  });

  test('filters by a cell of verdict and harm', async () => {
    const page = await open();
    await page.getByRole('link', { name: '4 let through' }).click();
    await page.getByText('4 of 20 scenarios').waitFor();
    expect(await page.locator('.scenarios .c-harm').allTextContents()).toEqual(['Users', 'hurt', 'hurt', 'old fleet hurt, 22 of 51 requests failed', 'old fleet hurt, 22 of 51 requests failed']);
    expect(await page.getByRole('searchbox').inputValue()).toBe('v:accepted h:hurt');
  });

  test('finds by words of the address, and keeps what is typed there', async () => {
    const page = await open('#s:failed%20@process');
    expect(await titles(page)).toEqual(['release 3 is broken in its process', 'release 13 is broken in its process']);
    await page.keyboard.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('why:timeout "release 8"');
    await page.getByText('1 of 20 scenarios').waitFor();
    expect(await page.evaluate('decodeURIComponent(location.hash)')).toBe('#why:timeout "release 8"');
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No scenario is like this.').waitFor();
  });

  test('is walked by the keyboard alone', async () => {
    const page = await open();
    const focused = (title: string): Promise<void> => page.locator('.scenarios a:focus', { hasText: title }).waitFor();
    await page.keyboard.press('j');
    await focused('release 3 is broken in its process');
    await page.keyboard.press('ArrowDown');
    await focused('release 13 is broken in its process');
    await page.keyboard.press('k');
    await focused('release 3 is broken in its process');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/scenario\/release-3$/);
    await headline(page, 'release 3 is broken in its process');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('is scrolled by the arrows, whatever rows there are, until the keys came to one', async () => {
    const page = await open();
    const at = (): Promise<number> => page.evaluate<number>('scrollY');
    await page.keyboard.press('ArrowDown');
    await scrolled(page, 'scrollY > 0');
    expect(await at()).toBeLessThan(200);
    expect(await page.locator('tr.active').count()).toBe(0);
    await page.keyboard.press('j');
    await page.locator('.scenarios a:focus').waitFor();
    await page.evaluate(`document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)`);
    const bottom = await at();
    await page.keyboard.press('ArrowUp');
    await scrolled(page, `scrollY < ${bottom}`);
    expect(await at()).toBeGreaterThan(bottom - 200);
  });

  test('leads from a fault in the matrix to the scenarios that have it', async () => {
    const results = sampleRun({ scenarios: 200, probesEach: 1 });
    const page = await open('', {}, htmlOf({ kind: 'run', results }));
    await page.locator('.matrix a[href^="#fault"]').first().click();
    await page.getByText('2 of 200 scenarios').waitFor();
    const { y } = (await page.getByRole('searchbox').boundingBox()) ?? { y: -1 };
    expect(y >= 0 && y < 800).toBe(true);
  });

  test('shows survivors with the most harm first', async () => {
    const page = await open();
    expect(await page.locator('.survivors h3 a').allTextContents()).toEqual(['release 3 is broken in its process', 'release 13 is broken in its process', 'release 6 is broken in its settings', 'release 16 is broken in its settings']);
    expect(await page.locator('.survivors .card').last().textContent()).toContain('old fleet hurt, 22 of 51 requests failed: a column that the old fleet reads is renamed');
  });

  test('goes back to the search that it came from', async () => {
    const page = await open('#v:accepted');
    await page.locator('.scenarios tbody a').first().click();
    await headline(page, 'release 3');
    await page.goBack();
    await page.getByRole('searchbox').waitFor();
    expect(await page.evaluate('location.hash')).toBe('#v:accepted');
    await page.locator('.scenarios tbody a').first().click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').innerText()).toContain('timeline: pan');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'All scenarios' }).click();
    await page.getByRole('searchbox').waitFor();
    expect(await page.evaluate('location.hash')).toBe('#v:accepted');
    expect(await page.getByRole('searchbox').inputValue()).toBe('v:accepted');
  });

  test('finds the list where it was left, at the row that was opened', async () => {
    const page = await open('', {}, htmlOf({ kind: 'run', results: sampleRun({ scenarios: 300, probesEach: 1 }) }));
    await page.evaluate('scrollTo(0, 6300)');
    const link = page.locator('[data-row="120"] a');
    const title = await link.textContent();
    await link.click();
    await headline(page, title ?? '');
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('[data-row="120"] a:focus').waitFor();
    expect(await page.evaluate('scrollY')).toBe(6300);
    expect(await page.locator('a:focus').textContent()).toBe(title);
  });

  test('stays in the report where the page of a scenario was opened by its address', async () => {
    const page = await open('#/scenario/release-4');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor();
    expect(await page.evaluate('location.hash')).toBe('');
  });

  test('names its pages in the window', async () => {
    const page = await open('#/scenario/release-4');
    expect(await page.title()).toBe('release 4 is broken in its release · canarybed run');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor();
    expect(await page.title()).toMatch(/^16 of 20 releases .* · canarybed run$/);
  });

  test('opens a row by a click on its text, and shows by hovering what of it is cut off', async () => {
    const page = await open();
    const reason = page.locator('.scenarios tbody .c-verdict .one-line:last-child span').first();
    await reason.scrollIntoViewIfNeeded();
    const box = await reason.boundingBox();
    const under: string = await page.evaluate(`document.elementFromPoint(${(box?.x ?? 0) + 3}, ${(box?.y ?? 0) + 5})?.closest('[title]')?.title ?? ''`);
    expect(under).toBe('in service');
    await reason.click();
    await headline(page, 'release 3 is broken in its process');
  });

  test('dashes each check that was only projected, and says so', async () => {
    const page = await open();
    const marks = page.locator('.scenarios .c-polls svg').filter({ has: page.locator('.dashed') });
    expect(await marks.first().getAttribute('aria-label')).toBe('2 passed, then 1 passed, projected');
    expect(await marks.evaluateAll((all: { getAttribute(name: string): string | null }[]) => all.map((svg) => svg.getAttribute('aria-label')))).toContain('1 timed out, then 1 passed, then 2 timed out, then 2 timed out, projected');
    expect(await page.locator('.poll-legend').textContent()).toContain('dashed: projected, not sent');
  });

  test('says so where a scenario is not in the report', async () => {
    const page = await open('#/scenario/nobody');
    expect(await page.locator('h1').textContent()).toBe('This report has no scenario nobody');
  });

  test('is dark for who wants it so, and by the toggle', async () => {
    const background = (page: OpenedReport['page']): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await background(await open('', { colorScheme: 'dark' }));
    const page = await open('', { colorScheme: 'light' });
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: /^Colours: auto/ }).click();
    await page.getByRole('button', { name: /^Colours: light/ }).click();
    await page.getByRole('button', { name: /^Colours: dark/ }).waitFor();
    expect(await background(page)).toBe(dark);
    expect(dark).not.toBe('rgb(255, 255, 255)');
  });

  test.each(['light', 'dark'] as const)('has nothing that axe finds wrong in %s', async (colorScheme) => {
    const page = await open('', { colorScheme });
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('?');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('is whole on paper, whatever was searched for', async () => {
    const many = htmlOf({ kind: 'run', results: sampleRun({ scenarios: 200, probesEach: 1 }) });
    const page = await open('#v:accepted', {}, many);
    expect(await page.locator('.scenarios tbody tr[data-row]').count()).toBeLessThan(70);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.scenarios tbody tr[data-row]').count()).toBe(200);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('.scenarios tbody tr[data-row]').count()).toBeLessThan(70);
  });

  test('fits a narrow window', async () => {
    const page = await open('', { viewport: { width: 390, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
