import { EnvironmentError } from '../model/errors.js';
import { connects } from './process-life.js';

/** Whether anybody listens on a port of this machine, on whichever of the addresses that an app could be reached by. */
export const isTaken = async (port: number): Promise<boolean> => (await Promise.all(['127.0.0.1', '127.0.0.2'].map((host) => connects({ host, port })))).includes(true);

/** What refuses an app that listens on one port whatever it is told, where that is taken. */
export const portTaken = (port: number): EnvironmentError =>
  new EnvironmentError(`port ${port}, on which the app listens, is taken by another program`, 'End that program, or describe a setting by which the app is told its port.');
