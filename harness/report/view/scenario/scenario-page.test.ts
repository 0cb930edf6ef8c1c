import type { Page } from 'playwright-core';
import { htmlOf } from '../../html.js';
import { violationsOf } from '../accessible.testing.js';
import { describeWithBrowser, ReportBrowser, type OpenedReport } from '../browser.testing.js';
import { FULL, HOSTILE, RESULTS } from './scenario-results.testing.js';

describeWithBrowser('the page of a scenario in a browser', () => {
  const browser = new ReportBrowser();
  let html: string;
  let opened: OpenedReport | undefined;
  beforeAll(async () => void (html = await htmlOf({ kind: 'run', results: RESULTS })), 60_000);
  afterEach(async () => {
    expect([opened?.errors, opened?.requests]).toEqual([[], []]);
    await opened?.page.context().close();
  });
  afterAll(() => browser.close());

  const open = async (id: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> => {
    opened = await browser.open(html, { hash: `#/scenario/${id}`, colorScheme, viewport: { width: 1400, height: 900 } });
    return opened.page;
  };

  test('says at first what was expected and what came, and in what they differ', async () => {
    const page = await open('full');
    expect(await page.innerText('.headline .verdict')).toBe('surprise Expected rejected because database. Got accepted.');
    expect(await page.innerText('.remarks')).toContain('expected rejected, got accepted');
    expect(await page.innerText('.reproduce code')).toBe(FULL.reproduce);
  });

  test('tells in a sentence what the pointer is at', async () => {
    const page = await open('full');
    await page.hover('.timeline g.mark.fail:not(.projected) >> nth=1', { force: true });
    expect(await page.innerText('.tip')).toContain('Check 4 at 16.0 s: response-code-mismatch, 503 is not 200');
    await page.hover('.band.health.unhealthy', { force: true });
    expect(await page.innerText('.tip')).toContain('Target.Timeout');
  });

  test('a click shows the check and the log line of that second', async () => {
    const page = await open('full');
    await page.click('.timeline g.mark.fail:not(.projected) >> nth=1', { force: true });
    expect(await page.innerText('.polls tr.near')).toContain('503');
    expect(await page.innerText('.log-line.near')).toContain('fail');
    expect(await page.innerText('.log-whole')).toContain('"url": "/health"');
  });

  test('a click in the lane of an instance means that one, also where another was asked nearer', async () => {
    const page = await open('two');
    await page.click('.timeline .band.health >> nth=1', { force: true, position: { x: 4, y: 4 } });
    expect(await page.innerText('.polls tr.near')).toContain('i-2');
  });

  test('a click on a log line and on a check moves the cursor of the timeline', async () => {
    const page = await open('full');
    await page.click('.log-line >> nth=1');
    expect(await page.getAttribute('.timeline', 'aria-valuenow')).toBe('2');
    await page.click('.polls tbody tr >> nth=1');
    expect(await page.getAttribute('.timeline', 'aria-valuenow')).toBe('6');
  });

  test('is walked through, zoomed and panned by keys', async () => {
    const page = await open('full');
    const seen = (): Promise<string> => page.innerText('.seen');
    const whole = await seen();
    await page.focus('.timeline');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
    expect(await page.getAttribute('.timeline', 'aria-valuetext')).toContain('its port is open');
    expect(await page.innerText('.log-line.near')).toContain('listening');
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    const closer = await seen();
    expect(closer).not.toBe(whole);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await seen()).not.toBe(closer);
    await page.keyboard.press('0');
    expect(await seen()).toBe(whole);
    await page.keyboard.press('End');
    expect(await page.innerText('.polls tr.near')).toContain('46.00 s');
  });

  test('a wheel scrolls the page over the timeline, also over one with the focus, and zooms it with Ctrl', async () => {
    const page = await open('full');
    await page.focus('.timeline');
    await page.hover('.timeline', { position: { x: 600, y: 20 } });
    const whole = await page.innerText('.seen');
    await page.mouse.wheel(0, 120);
    await page.waitForFunction(() => scrollY > 0);
    expect(await page.innerText('.seen')).toBe(whole);
    await page.hover('.timeline', { position: { x: 600, y: 20 } });
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await page.waitForFunction((before) => document.querySelector<HTMLElement>('.seen')?.innerText !== before, whole);
  });

  test('a row opens the request, the answer and its body with the failing check marked', async () => {
    const page = await open('full');
    await page.click('.polls tbody tr >> nth=3');
    const detail = await page.innerText('.poll-detail');
    for (const part of ['GET /health HTTP/1.1', 'Host: 10.0.1.23:3000', 'X-Probe: </script>', 'User-Agent: ELB-HealthChecker/2.0', 'HTTP 503', 'server: ', 'bad', '1/2 in a row']) expect(detail).toContain(part);
    const failing = await page.locator('.poll-detail .line.failing').allInnerTexts();
    expect(failing[0]).toContain('"database": [');
    expect(failing.join('')).not.toContain('pages');
    await page.click('.poll-detail header button');
    await page.waitForSelector('.poll-detail', { state: 'detached' });
  });

  test.each([
    ['full', 0, ['Host: 10.0.1.23:3000', 'It was not sent, since no connection came about.', 'There was no answer.']],
    ['full', 6, ['Host: 10.0.1.23:3000', 'This check was not sent; it is taken to be like those before it.']],
    ['old', 3, ['Host: instance:3000', 'An earlier version did not keep what was sent.', '"instance" stands for the private address']],
  ])('the request of a check of %s, row %i, is what was sent, or says why it is not', async (id, row, parts) => {
    const page = await open(id);
    await page.click(`.polls tbody tr >> nth=${row}`);
    const detail = await page.innerText('.poll-detail');
    for (const part of parts) expect(detail).toContain(part);
  });

  test('a row opens by the keyboard, and a body that was cut says so', async () => {
    const page = await open('full');
    await page.focus('.polls tbody tr:nth-child(3) button');
    await page.keyboard.press('Enter');
    expect(await page.innerText('.poll-detail')).toContain('only its first 8 KB were kept, of 90000 bytes');
    expect(await page.getAttribute('.polls tbody tr:nth-child(3) button', 'aria-expanded')).toBe('true');
  });

  test('arrows walk through the checks', async () => {
    const page = await open('full');
    await page.focus('[aria-label="Health checks"].pane');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.innerText('.polls tr.near')).toContain('6.00 s');
  });

  test('a projected check never looks like one that was sent, whatever its outcome', async () => {
    const page = await open('full');
    const looks = (selector: string): Promise<string[]> =>
      page.locator(selector).evaluateAll((marks) => marks.map((mark) => `${mark.getAttribute('href')?.startsWith('#mark-projected-') === true ? 'diamond' : 'none'} ${mark.parentElement?.querySelector('.stem') === null ? 'no stem' : 'stem'}`));
    const [projected, sent] = [await looks('.timeline .mark.projected use'), await looks('.timeline .mark:not(.projected) use')];
    expect(projected.length).toBe(5);
    expect(sent.length).toBe(5);
    expect(projected.every((look) => look === 'diamond no stem')).toBe(true);
    expect(sent.every((look) => look === 'none stem')).toBe(true);
    expect(await page.innerText('.polls tbody tr:last-child')).toContain('passed (projected)');
  });

  test('the command that runs it again, and all of it as text, can be taken along', async () => {
    const page = await open('full');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('.reproduce .copy-button >> nth=0');
    await page.waitForSelector('text=copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(FULL.reproduce);
    await page.click('.reproduce .copy-button >> nth=1');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('A scenario of canarybed ended surprise'));
  });

  test('logs are filtered by level and keep their colours', async () => {
    const page = await open('full');
    expect(await page.innerText('.log-line .ansi-green')).toBe('INFO');
    await page.selectOption('[aria-label="Least level"]', 'error');
    expect(await page.locator('.log-line').count()).toBe(2);
    expect(await page.innerText('.logs-part [role=status]')).toBe('2 of 4 lines');
  });

  test('a file that a fault edited is shown line by line, and one that is gone says so', async () => {
    const page = await open('full');
    const headings = (await page.locator('.file-changes h3').allInnerTexts()).map((text) => text.replace(/^views.*ejs/s, 'views'));
    expect(headings).toEqual(['views is changed', 'migrations/2.sql is removed', 'logo.png is removed', 'bundle.js is changed', 'settings.yml is changed', 'empty is added']);
    const lines = await page.locator('.file-changes pre.diff >> nth=0').locator('.line').allTextContents();
    expect(lines.map((line) => line.trimEnd())).toEqual(['  <h1>', '− Kettles', `+ Pots ${HOSTILE}`, '… 12 equal lines']);
    const text = await page.innerText('.file-changes');
    for (const part of ['− alter table items', '7 further lines changed that are not shown.', 'It is binary.', 'It is over 1 MB', 'It differs within what is masked', 'It has no line.', '3 further files changed']) expect(text).toContain(part);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.file-changes pre.diff >> nth=0').evaluate((block) => getComputedStyle(block).maxHeight)).toBe('none');
  });

  test('results of an earlier version tell of no file', async () => {
    const page = await open('old');
    expect(await page.locator('.file-changes').count()).toBe(0);
  });

  test('what an app says is text, in every part of the page', async () => {
    const page = await open('full');
    await page.click('.polls tbody tr >> nth=3');
    await page.locator('summary').evaluateAll((all) => all.forEach((each) => each.parentElement?.setAttribute('open', '')));
    const text = (await page.innerText('main')).replace(/\s/g, '');
    expect(text.split('<imgsrc=x').length - 1).toBeGreaterThan(12);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.innerText('h1')).toContain(HOSTILE.slice(0, 20));
  });

  test.each([
    ['refused', ['the control was refused: ', 'Nothing was rolled out: the release without its fault was refused already.', 'no release came to be compared', 'No user was sent']],
    ['error', ['There is no verdict.', 'no Postgres', 'Nothing was rolled out: the harness failed', 'No other kind was asked.', 'has no fault to be shown']],
    ['bare', ['timed out', 'No health check was sent.', 'No instance was launched.', 'The balancer never said anything', 'Neither the control nor the release answered']],
  ])('of %s says what there is not', async (id, words) => {
    const page = await open(id);
    const text = await page.innerText('main');
    for (const word of words) expect(text).toContain(word);
  });

  test('of five thousand checks draws what can be seen, and counts the rest', async () => {
    const page = await open('large');
    const counts = await page.locator('.timeline .mark[data-count]').evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('data-count'))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect(counts.length).toBeLessThan(150);
    expect(await page.locator('.polls tbody tr').count()).toBeLessThan(60);
    expect(await page.locator('.log-line').count()).toBeLessThan(60);
    await page.focus('.timeline');
    await page.keyboard.press('End');
    await page.waitForSelector('.polls tr.near');
    expect(await page.innerText('.polls tr.near')).toContain('5000');
  });

  test('on paper has all checks and log lines, whatever was filtered', async () => {
    const page = await open('large');
    await page.selectOption('[aria-label="Least level"]', 'error');
    expect(await page.locator('.log-line').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.isVisible('.polls tbody tr:last-child button')).toBe(true);
    expect(await page.locator('.polls tbody tr').count()).toBe(5000);
    expect(await page.locator('.log-line').count()).toBe(3000);
  });

  test.each(['full', 'refused', 'bare'].flatMap((id) => (['light', 'dark'] as const).map((scheme) => [id, scheme] as const)))('of %s can be used by everybody, in %s', async (id, scheme) => {
    const page = await open(id, scheme);
    if (id === 'full') {
      await page.click('.polls tbody tr >> nth=3');
      await page.click('.log-line >> nth=2');
      await page.locator('summary').evaluateAll((all) => all.forEach((each) => each.parentElement?.setAttribute('open', '')));
    }
    expect(await violationsOf(page)).toEqual([]);
  });
});
