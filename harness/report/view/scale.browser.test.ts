import { htmlOf } from '../html.js';
import { describeWithBrowser, ReportBrowser } from './browser.testing.js';
import { sampleAudit } from './sample-audit.testing.js';
import { sampleRun } from './sample-run.testing.js';

describeWithBrowser('a large report', () => {
  const browser = new ReportBrowser();
  afterAll(() => browser.close());

  test('of 2,000 scenarios and 200,000 checks opens, and draws the rows that can be seen', async () => {
    const results = sampleRun({ scenarios: 2000, probesEach: 100 });
    const { page, errors } = await browser.open(htmlOf({ kind: 'run', results }));
    const rows = page.locator('.scenarios tbody tr[data-row]');
    expect(await page.locator('.scenarios').getAttribute('aria-rowcount')).toBe('2001');
    expect(await rows.count()).toBeLessThan(60);
    // To the middle of the table, however high its rows are.
    await page.evaluate("const { top, height } = document.querySelector('.scenarios').getBoundingClientRect(); scrollTo(0, scrollY + top + height / 2)");
    await page.locator('.scenarios tr[aria-rowindex="1000"]').waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('release-1999');
    await page.getByText('1 of 2,000 scenarios').waitFor();
    await page.locator('.scenarios tbody a').click();
    await page.locator('h1', { hasText: results.scenarios[1999]?.title ?? 'none' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('of 2,000 mutants opens, and draws the rows that can be seen', async () => {
    const { page, errors } = await browser.open(htmlOf({ kind: 'audit', results: sampleAudit(2000) }));
    const rows = page.locator('.mutants tbody tr[data-row]');
    await page.locator('.mutants').scrollIntoViewIfNeeded();
    await rows.nth(10).waitFor();
    expect(await rows.count()).toBeLessThan(60);
    expect(await page.locator('tr').count()).toBeLessThan(300);
    expect(errors).toEqual([]);
  });
});
