import { nginxAnswers, scenario, shallow } from '../app.js';

scenario('Django: a good release is accepted', { expect: 'accepted' });

scenario('Django: a good release behind an application balancer', { balancer: 'application', expect: 'accepted' });

scenario('Django: a good release whose check says nothing of the shop', { fault: shallow, expect: 'accepted' });

scenario('Django: a good release whose proxy answers the check', { fault: nginxAnswers, expect: 'accepted' });

scenario('Django: a good release takes over from an old fleet', { old: 1, expect: 'accepted', oldFleet: 'gone' });
