import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Apps } from '../esbuild/apps.ts';

/** The file beside the built home server that has its pages. */
export const APPS_FILE = 'apps.json';

/** The text of {@link APPS_FILE}. JSON has no maps and no bytes. */
export const writeApps = (apps: Apps): string =>
  JSON.stringify(apps, (_, value: unknown) => {
    if (value instanceof Map) return { entries: [...(value as Map<string, unknown>)] };
    return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
  });

/** The pages in the text of {@link APPS_FILE}. */
export const readApps = (text: string): Apps =>
  JSON.parse(text, (_, value: { entries?: unknown; base64?: unknown } | null) => {
    if (Array.isArray(value?.entries)) return new Map(value.entries as [string, unknown][]);
    return typeof value?.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value;
  }) as Apps;

/** Replaces `adapters/esbuild/load-apps.ts` in the built home server: reads the pages that were built with it. */
export const loadApps = async (): Promise<Apps> =>
  readApps(readFileSync(join(import.meta.dirname, APPS_FILE), 'utf8'));
