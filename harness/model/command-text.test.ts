import { commandText, secretsOfCommand } from './command-text.js';

test.each<[string, readonly string[], string]>([
  ['a setting before the program', ['sh', '-c', 'PGPASSWORD=x psql -f seed.sql && LEVEL=info node a.js'], 'sh -c PGPASSWORD=*** psql -f seed.sql && LEVEL=info node a.js'],
  ['a setting in quotes', ['sh', '-c', `API_KEY='a b' ./serve`], 'sh -c API_KEY=*** ./serve'],
  ['a word of env', ['env', 'API_TOKEN=abc', 'PORT=80', 'node', 'a.js'], 'env API_TOKEN=*** PORT=80 node a.js'],
  ['the word behind an option', ['serve', '--token', 'abc', '--port', '80'], 'serve --token *** --port 80'],
  ['a word with blanks behind an option', ['serve', '--password', 'a b c'], 'serve --password ***'],
  ['the value of an option', ['serve', '--api-key=abc', '--key-file=k.pem'], 'serve --api-key=*** --key-file=k.pem'],
  ['an option in a shell', ['sh', '-c', 'serve --token abc --level info'], 'sh -c serve --token *** --level info'],
  ['a password in a URL', ['psql', 'postgres://app:hunter2@db/app', '-c', 'select 1'], 'psql postgres://app:***@db/app -c select 1'],
  ['a password in a setting that is a URL', ['sh', '-c', 'DATABASE_URL=postgres://app:hunter2@db/app ./run'], 'sh -c DATABASE_URL=postgres://app:***@db/app ./run'],
  ['a header', ['curl', '-H', 'Authorization: Bearer abc', 'http://localhost'], 'curl -H Authorization: Bearer *** http://localhost'],
  ['a token by its form', ['serve', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'], 'serve ***'],
])('%s is not shown', (_, command, shown) => expect(commandText(command)).toBe(shown));

test.each([
  ['node server.js --port {port}'], ['gunicorn --bind 0.0.0.0:{port} shop.wsgi'], ['serve --token --verbose'], ['sh -c exec ./serve --password-file /run/secret'], ['serve --max-tokens 10'],
  ['bundle exec puma -C config/puma.rb'], ['java -jar target/app.jar --spring.profiles.active=prod'], ['serve --token $TOKEN'],
])('%s is shown whole', (text) => expect(commandText(text.split(' '))).toBe(text));

test('the secrets of a command are known, but names that a shell fills in', () => {
  expect(secretsOfCommand(['sh', '-c', 'PGPASSWORD=hunter2 psql --token "k-1" --secret $SECRET postgres://a:pw12@db'])).toEqual(['hunter2', 'k-1', 'pw12']);
  expect(secretsOfCommand(['node', 'server.js'])).toEqual([]);
});
