import { settingsWithPort, wordsWithPort } from './port-words.js';

test('the port takes the place of its word, wherever that stands, and of nothing else', () => {
  const words = ['serve', '{port}', '--bind=0.0.0.0:{port}', 'http://a:{port}/{port}', '{PORT}', '{ port }', '$port', '{"port": 1}', 'port'];
  expect(wordsWithPort(words, 8080)).toEqual(['serve', '8080', '--bind=0.0.0.0:8080', 'http://a:8080/8080', '{PORT}', '{ port }', '$port', '{"port": 1}', 'port']);
  expect(settingsWithPort({ URL: 'http://me:{port}', '{port}': 'x', PORT: '1' }, 80, 'PORT')).toEqual({ URL: 'http://me:80', '{port}': 'x', PORT: '80' });
});

test('an app without a setting for its port is given none', () => {
  expect(settingsWithPort({ A: '1' }, 80, '')).toEqual({ A: '1' });
});
