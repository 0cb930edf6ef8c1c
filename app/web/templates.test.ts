import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import fc from 'fast-check';
import { money, useTemplates } from './templates.js';

let views: string;
beforeEach(() => (views = mkdtempSync(join(tmpdir(), 'shop-views-'))));
afterEach(() => rmSync(views, { recursive: true, force: true }));

function render(text: string, data: object = {}): Promise<string> {
  writeFileSync(join(views, 'page.ejs'), text);
  const app = express();
  useTemplates(app, views, { asset: (name) => `/assets/${name}`, shopName: 'Pots & Pans' });
  return new Promise((resolve, reject) => {
    app.render('page', data, (error: unknown, html?: string) => (error === null || error === undefined ? resolve(html ?? '') : reject(error as Error)));
  });
}

test.each([[0, '£0.00'], [5, '£0.05'], [950, '£9.50'], [123_456, '£1234.56']])('%d cents are %s', (cents, text) => expect(money(cents)).toBe(text));

test('money loses no cent', () => {
  fc.assert(fc.property(fc.nat(2_147_483_647), (cents) => expect(Number(money(cents).replace(/\D/g, ''))).toBe(cents)));
});

test('a template has its data, the name of the shop, assets and money, as text that is no markup', async () => {
  const text = '<%= shopName %>|<%= asset("a.css") %>|<%= money(5) %>|<%= own %>';
  expect(await render(text, { own: '<b>' })).toBe('Pots &amp; Pans|/assets/a.css|£0.05|&lt;b&gt;');
});

test('a template may wait, and include another', async () => {
  writeFileSync(join(views, 'part.ejs'), '[<%= await what %>]');
  expect(await render('<%- await include("part", { what: Promise.resolve("part") }) %>')).toBe('[part]');
});

test.each([
  ['throws', '<% throw new Error("broken here") %>', /broken here/],
  ['rejects', '<% await Promise.reject(new Error("late")) %>', /late/],
  ['names what it was not given', '<%= absent.name %>', /absent is not defined/],
  ['includes what is not there', '<%- await include("absent") %>', /absent/],
])('a template that %s is an error', async (_, text, reason) => {
  await expect(render(text)).rejects.toThrow(reason);
});

test('a template is read once', async () => {
  cpSync(join(__dirname, '..', 'views'), views, { recursive: true });
  const app = express();
  useTemplates(app, views, { asset: (name) => name, shopName: 'Shop' });
  const front = (): Promise<string> => new Promise((resolve, reject) => {
    app.render('front', { items: [] }, (error: unknown, html?: string) => (html === undefined ? reject(error as Error) : resolve(html)));
  });
  const before = await front();
  rmSync(join(views, 'front.ejs'));
  writeFileSync(join(views, 'front.ejs'), 'changed');
  expect(await front()).toBe(before);
});
