import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { failedAnswers } from './failed-answers.js';

const request = (name: string, expect?: UserRequest['expect']): UserRequest => ({ name, method: 'GET', path: '/', headers: {}, ...(expect ? { expect } : {}) });
const REQUESTS = [request('front'), request('private', { status: 401 }), request('told', { text: 'Kettles' })];

test.each<[string, Omit<UserAnswer, 'tookMs'>, string[]]>([
  ['a page', { request: 'front', status: 200 }, []],
  ['one that moved', { request: 'front', status: 302 }, []],
  ['an error', { request: 'front', status: 404 }, ['users got 404 from front']],
  ['no answer', { request: 'front', error: 'ECONNRESET' }, ['users got ECONNRESET from front']],
  ['an error that is expected', { request: 'private', status: 401 }, []],
  ['another error than that', { request: 'private', status: 500 }, ['users got 500 from private']],
  ['what misses the expected', { request: 'told', status: 200, missed: 'expected text "Kettles"' }, ['users got status 200 from told: expected text "Kettles"']],
])('%s', (_, answer, sentences) => expect(failedAnswers(REQUESTS, [{ ...answer, tookMs: 1 }])).toEqual(sentences));
