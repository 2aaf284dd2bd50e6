// Writes skill.json and interaction-models/ from their source: `npx tsx infra/skill/write.ts`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { interactionModel } from './interaction-model.ts';
import { LOCALES } from './locales.ts';
import { manifest } from './manifest.ts';

const ROOT = join(import.meta.dirname, '..', '..');

async function write(path: string, content: unknown): Promise<void> {
  const file = join(ROOT, path);
  writeFileSync(
    file,
    await format(JSON.stringify(content), { ...(await resolveConfig(file)), parser: 'json' }),
  );
}

mkdirSync(join(ROOT, 'interaction-models'), { recursive: true });
await write('skill.json', manifest());
for (const locale of LOCALES) await write(`interaction-models/${locale}.json`, interactionModel(locale));
