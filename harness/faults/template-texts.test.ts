import ejs from 'ejs';
import { wallNow } from '../model/wall-clock.js';
import { TEMPLATE_TEXTS } from './template-texts.js';

const PAGE = '<h1><%= title %></h1>';
const { broken, throws, notFound, waits } = TEMPLATE_TEXTS.ejs;

const render = (text: string): Promise<string> => ejs.render(`${text}${PAGE}`, { title: 'Kettles' }, { async: true });

test('a template that is left alone renders', async () => expect(await render('')).toBe('<h1>Kettles</h1>'));

test('a broken template does not compile', () => {
  expect(() => ejs.compile(`${broken}${PAGE}`, { async: true })).toThrow(SyntaxError);
});

test('a throwing template compiles, and fails when it is rendered', async () => {
  expect(() => ejs.compile(`${throws}${PAGE}`)).not.toThrow();
  await expect(render(throws)).rejects.toThrow('template failed on purpose');
});

test('a page that is not found fails with the status 404', async () => {
  await expect(render(notFound)).rejects.toMatchObject({ status: 404 });
});

test('a slow template renders the same page, later', async () => {
  const startedAt = wallNow();
  expect(await render(waits(0.05))).toBe('<h1>Kettles</h1>');
  expect(wallNow() - startedAt).toBeGreaterThanOrEqual(0.048);
});
