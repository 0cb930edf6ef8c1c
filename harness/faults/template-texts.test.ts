import ejs from 'ejs';
import { wallNow } from '../model/wall-clock.js';
import { describeWithDjango, python } from '../runtime/carry-out/django.testing.js';
import { TEMPLATE_TEXTS } from './template-texts.js';

const PAGE = '<h1><%= title %></h1>';
const { broken, throws, notFound = '', waits = () => '' } = TEMPLATE_TEXTS.ejs;

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

/** Renders a template that extends another, or none, as Django does; prints the page, or what was raised and when. */
const DJANGO = `
import json, sys
from django.template import Context, Engine
engine = Engine(loaders=[("django.template.loaders.locmem.Loader", {"base": "<h1>{% block title %}{% endblock %}</h1>"})])
when = "read"
try:
    template = engine.from_string(json.load(sys.stdin))
    when = "made"
    print(template.render(Context({"title": "Kettles"})))
except Exception as error:
    print(type(error).__name__, "when it is", when)
`;

describeWithDjango('a template of Django', () => {
  const { broken, throws } = TEMPLATE_TEXTS.django;
  const render = (text: string): string | undefined => python(DJANGO, JSON.stringify(text))?.trim();
  const PLAIN = '<h1>{{ title }}</h1>';
  const EXTENDS = '{% extends "base" %}{% block title %}{{ title }}{% endblock %}';

  test.each([PLAIN, EXTENDS])('renders where it is left alone: %s', (page) => expect(render(page)).toBe('<h1>Kettles</h1>'));

  test.each([PLAIN, EXTENDS])('cannot be read when it is broken: %s', (page) => expect(render(broken + page)).toBe('TemplateSyntaxError when it is read'));

  test('can be read, and raises when its page is made', () => expect(render(throws + PLAIN)).toBe('TemplateDoesNotExist when it is made'));

  test('that extends another raises at once', () => expect(render(throws + EXTENDS)).toBe('TemplateSyntaxError when it is read'));
});
