import { scenario } from './app.js';

scenario('a good release is accepted', { expect: 'accepted' });

scenario('two good instances are accepted together', { instances: 2, expect: 'accepted' });
