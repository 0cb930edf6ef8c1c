import { scenario } from './app.js';

scenario('a good release is accepted', { expect: 'accepted' });

scenario('three good instances are accepted together', { instances: 3, expect: 'accepted' });

scenario('a good release is accepted behind an application balancer', { balancer: 'application', expect: 'accepted' });

scenario('a good release is accepted behind a network balancer', { balancer: 'network', expect: 'accepted' });
