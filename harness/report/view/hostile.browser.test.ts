import { htmlOf } from '../html.js';
import { describeWithBrowser, ReportBrowser, type OpenedReport } from './browser.testing.js';
import { sampleAudit } from './sample-audit.testing.js';
import { sampleRun } from './sample-run.testing.js';

/** What would end a script element, run as one, or break one's text. */
const HOSTILE = '</script><img src=x onerror="globalThis.broken=1"><!--<script>\u2028\u2029"\'`&lt;${1}\u0000\ud800';

const hostile = (plain: string): string => `${plain}${HOSTILE}`;

describeWithBrowser('a report of hostile texts', () => {
  const browser = new ReportBrowser();
  afterAll(() => browser.close());

  async function expectHarmless({ page, errors, requests }: OpenedReport): Promise<void> {
    expect(await page.evaluate('globalThis.broken')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script:not([type])').count()).toBe(1);
    expect([...errors, ...requests]).toEqual([]);
    await page.context().close();
  }

  test.each(['', '#/scenario/release-3'])('shows the texts of a run as text, on the page %p', async (hash) => {
    const opened = await browser.open(htmlOf({ kind: 'run', results: sampleRun({ scenarios: 10, probesEach: 4, text: hostile }) }), { hash });
    expect(await opened.page.locator('main').textContent()).toContain('</script><img src=x onerror="globalThis.broken=1"><!--<script>\u2028\u2029"\'`&lt;${1}');
    if (hash !== '') expect(await opened.page.locator('.file-changes .added').allTextContents()).toEqual([expect.stringContaining('+ <h1>Pots</h1></script><img src=x onerror=')]);
    await expectHarmless(opened);
  });

  test.each(['', '#/mutant/unset-templates:THING_2'])('shows the texts of an audit as text, on the page %p', async (hash) => {
    const opened = await browser.open(htmlOf({ kind: 'audit', results: sampleAudit(10, hostile) }), { hash });
    expect(await opened.page.locator('main').textContent()).toContain('</script><img src=x onerror="globalThis.broken=1"><!--<script>');
    await expectHarmless(opened);
  });

  test('runs no script and asks for nothing even where a text got past the escaping', async () => {
    const html = htmlOf({ kind: 'run', results: sampleRun({ scenarios: 1, probesEach: 1 }) });
    const bent = html.replace('<div id="canarybed">', '<img src="https://example.com/x.png" onerror="globalThis.broken=1"><script>globalThis.broken=2</script><div id="canarybed">');
    const { page, errors } = await browser.open(bent);
    expect(await page.evaluate('globalThis.broken')).toBeUndefined();
    expect(errors.join('\n')).toMatch(/Content Security Policy/);
    await page.context().close();
  });

  test('leads nowhere but to pages of the web', async () => {
    const results = sampleRun({ scenarios: 1, probesEach: 1 });
    const { page } = await browser.open(htmlOf({ kind: 'run', results: { ...results, facts: { ...results.facts, link: 'javascript:globalThis.broken=3' } } }));
    const links = await page.locator('a[href]').evaluateAll((all: { getAttribute(name: string): string | null }[]) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.filter((href) => !href.startsWith('#'))).toEqual([]);
    await page.context().close();
  });
});
