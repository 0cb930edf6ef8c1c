import { htmlOf } from '../html.js';
import { violationsOf } from './accessible.testing.js';
import { describeWithBrowser, ReportBrowser, type OpenedReport } from './browser.testing.js';
import { sampleAudit } from './sample-audit.testing.js';

const RESULTS = sampleAudit(40);
const SURVIVOR = '#/mutant/unset-templates:THING_2';

describeWithBrowser('the page of an audit', () => {
  const browser = new ReportBrowser();
  let html: string;
  let opened: OpenedReport[] = [];
  beforeAll(async () => {
    html = htmlOf({ kind: 'audit', results: RESULTS });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const strays = opened.flatMap(({ errors, requests }) => [...errors, ...requests]);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    expect(strays).toEqual([]);
  });

  async function open(hash = '', options: Parameters<ReportBrowser['open']>[1] = {}): Promise<OpenedReport['page']> {
    const report = await browser.open(html, { hash, ...options });
    opened.push(report);
    return report.page;
  }

  test('answers with both scores and what the gate does not let pass', async () => {
    const page = await open();
    expect(await page.locator('h1').textContent()).toBe('Of 16 broken releases 12 were refused. Of 12 good ones 8 were accepted.');
    expect(await page.locator('.tiles').textContent()).toContain('75 %');
    expect(await page.locator('.gate').allTextContents()).toEqual([expect.stringContaining('4 mutants timed out'), expect.stringContaining('specificity 66.7 % is under the 70 % of --break-on'), expect.stringContaining('2 mutants are not in the baseline')]);
    expect(await page.getByText('canarybed audit --break-on 70').count()).toBe(1);
  });

  test('says that a gate was passed', async () => {
    const { baseline: _none, ...rest } = RESULTS;
    const report = await browser.open(htmlOf({ kind: 'audit', results: { ...rest, breakOn: 60, score: { ...rest.score, counts: { ...rest.score.counts, 'timed-out': 0 } } } }));
    opened.push(report);
    expect(await report.page.locator('.gate').allTextContents()).toEqual([expect.stringContaining('the 60 % of --break-on are reached')]);
  });

  test('shows survivors with the most harm first, and the scenario to keep', async () => {
    const page = await open();
    const cards = page.locator('.card.survived');
    // The old fleet is never hurt in these; page counts are 1 + index % 6.
    expect(await cards.locator('h3 a').allTextContents()).toEqual(['THING_22 is not set', 'THING_2 is not set', 'THING_32 is not set', 'THING_12 is not set']);
    await cards.first().locator('summary').click();
    expect(await cards.first().locator('pre').textContent()).toBe("scenario('THING_22 is not set', {\n  expect: 'rejected',\n});");
  });

  test('copies the scenario to keep', async () => {
    const page = await open(SURVIVOR, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy the scenario' }).click();
    await page.getByText('copied', { exact: true }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(RESULTS.mutants[2]?.scenario);
  });

  test('filters mutants by status and area, and opens one by the keyboard', async () => {
    const page = await open();
    await page.getByRole('link', { name: '4 survived' }).click();
    await page.getByText('4 of 40 mutants').waitFor();
    await page.getByRole('searchbox').fill('s:survived @templates');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.locator('.mutants a:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: /^THING_2 is not set$/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/s:survived/);
  });

  test('filters by an area alone, all that stands below the search, which stays where it is', async () => {
    const page = await open();
    const before = await page.getByRole('searchbox').boundingBox();
    await page.getByRole('searchbox').fill('s:survived');
    await page.getByText('4 of 40 mutants').waitFor();
    expect(await page.getByRole('searchbox').boundingBox()).toEqual(before);
    expect(await page.locator('.matrix tbody tr').count()).toBe(4);
    await page.locator('.scores a', { hasText: /^templates$/ }).click();
    await page.getByText('2 of 40 mutants').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('s:survived @=templates');
  });

  test('tells apart what is in no score', async () => {
    const page = await open();
    for (const title of ['Invalid', 'Timed out', 'Ignored', 'Harmless']) {
      expect(await page.locator('h2', { hasText: title }).textContent()).toMatch(/\d+: /);
    }
  });

  test.each(['light', 'dark'] as const)('has nothing that axe finds wrong in %s, nor has the page of a mutant', async (colorScheme) => {
    expect(await violationsOf(await open('', { colorScheme }))).toEqual([]);
    expect(await violationsOf(await open(SURVIVOR, { colorScheme }))).toEqual([]);
  });

  test('shows every scenario to keep on paper', async () => {
    const page = await open('#s:killed');
    expect(await page.locator('.card pre:visible').count()).toBe(0);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.card pre:visible').count()).toBe(8);
  });

  test('fits a narrow window', async () => {
    const page = await open('', { viewport: { width: 390, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
