import { looksSecret } from '../../model/secrets.js';
import type { LearnedSetting } from '../subject.js';

type Looks = LearnedSetting['looks'];

const URL_VALUE = /^\s*[a-z][a-z0-9+.-]*:(?:[a-z]+:)?\/\/\S/i;
const NUMBER_VALUE = /^[+-]?\d+(?:\.\d+)?$/;
const FLAG_VALUE = /^(?:true|false|yes|no|on|off|enabled|disabled)$/i;
/** An address, `localhost`, a name of a well-known domain, or any name with a port: other words with dots name modules and files. */
const HOST_VALUE =
  /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[a-z0-9*-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|app|cloud|local|internal|test|example|co|de|eu|fr|uk|us))(?::\d{1,5})?$|^[a-z0-9][a-z0-9.-]*:\d{2,5}$/i;

const URL_NAME = /_?(?:URL|URI|DSN|ENDPOINT)$/;
const PORT_NAME = /(?:^|_)PORT$/;
const HOST_NAME = /(?:^|_)(?:HOST|HOSTS|HOSTNAME|HOSTNAMES|DOMAIN|ADDRESS|ADDR)$/;
const NUMBER_NAME = /_(?:MS|SECONDS|SECS|MINUTES|HOURS|DAYS|TIMEOUT|TTL|INTERVAL|MAX|MIN|SIZE|LIMIT|COUNT|CONCURRENCY|WORKERS|THREADS|RETRIES)$/;
const FLAG_NAME = /^(?:DEBUG|ENABLE|DISABLE|USE|IS|HAS|ALLOW|SKIP|FORCE)(?:_|$)|_(?:ENABLED|DISABLED|ON|DEBUG)$/;

const named = (form: RegExp, name: string): boolean => form.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) > 0 && Number(value) < 65536;

/** What a setting seems to be: by its value, and by its name alone where none is given. Pure. */
export function looksOf(name: string, value: string | undefined): Looks {
  return value === undefined || value.trim() === '' ? byName(name) : byValue(name, value.trim());
}

function byName(name: string): Looks {
  if (named(URL_NAME, name)) return 'url';
  if (looksSecret(name)) return 'secret';
  if (named(PORT_NAME, name)) return 'port';
  if (named(HOST_NAME, name)) return 'host';
  if (named(FLAG_NAME, name)) return 'flag';
  return named(NUMBER_NAME, name) ? 'number' : 'text';
}

function byValue(name: string, value: string): Looks {
  if (URL_VALUE.test(value)) return 'url';
  if (FLAG_VALUE.test(value)) return 'flag';
  if (looksSecret(name, value)) return 'secret';
  if (named(PORT_NAME, name) && isPort(value)) return 'port';
  if (/^[01]$/.test(value) && named(FLAG_NAME, name)) return 'flag';
  if (NUMBER_VALUE.test(value)) return 'number';
  return isHost(name, value) ? 'host' : 'text';
}

function isHost(name: string, value: string): boolean {
  if (named(HOST_NAME, name)) return true;
  return value.split(',').every((each) => HOST_VALUE.test(each.trim()));
}
