import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ConfigError, EnvironmentError } from '../../model/errors.js';
import { newRunId, RunFolder } from '../../runtime/run-folder.js';
import type { AuditConfig } from './config-schema.js';
import type { TakenImage } from './read-image.js';

/** Bytes of an answer: an image may bring many settings along. */
const MOST = 2 ** 24;

type Answer = { readonly taken: TakenImage } | { readonly error: { readonly name: string; readonly message: string; readonly remedy?: string; readonly stack: string } };

/** By configuration: apps that are the same share one control, which takes one folder. */
const taken = new Map<string, TakenImage>();

/**
 * As readImage, for who cannot wait: scenarios are registered while their file is loaded. The engine is asked by a process
 * of its own; the copy goes when this process ends. Throws as readImage does.
 */
export function readImageNow(config: AuditConfig): TakenImage {
  const key = JSON.stringify(config);
  const image = taken.get(key) ?? takeImageNow(config);
  taken.set(key, image);
  return image;
}

function takeImageNow(config: AuditConfig): TakenImage {
  const place = new RunFolder(newRunId());
  const remove = (): void => place.remove();
  process.once('exit', remove);
  try {
    return takenInto(place.makeFolder('image'), config);
  } catch (error) {
    process.off('exit', remove);
    remove();
    throw error;
  }
}

function takenInto(folder: string, config: AuditConfig): TakenImage {
  const input = JSON.stringify({ config, folder });
  const told = execFileSync(process.execPath, [join(__dirname, 'read-image-entry.cjs')], { input, maxBuffer: MOST, stdio: ['pipe', 'pipe', 2] });
  const answer = JSON.parse(told.toString()) as Answer;
  if ('taken' in answer) return answer.taken;
  const { name, message, remedy = '', stack } = answer.error;
  if (name === 'ConfigError') throw new ConfigError(message);
  throw name === 'EnvironmentError' ? new EnvironmentError(message, remedy) : new Error(stack);
}
