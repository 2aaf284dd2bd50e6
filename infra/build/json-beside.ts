import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Longer JSON goes beside the bundle, so that a cold start does not read it. In characters. */
const LONGEST_INSIDE = 8_000;

/**
 * Moves long JSON modules into files in `folder`, which are read when a member is first used. Notes each file in `beside`,
 * by name and length in bytes.
 */
export const longJsonBeside = (folder: string, beside: Record<string, number>): Plugin => ({
  name: 'long-json-beside',
  setup: build =>
    build.onLoad({ filter: /\.json$/ }, ({ path }) => {
      const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      const text = JSON.stringify(content);
      if (text.length <= LONGEST_INSIDE) return { loader: 'json', contents: text };
      const name = basename(path);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), text);
      beside[name] = Buffer.byteLength(text);
      const members = Object.keys(content).map(member => {
        const key = JSON.stringify(member);
        return `get ${key}(){return all()[${key}]}`;
      });
      return {
        loader: 'js',
        contents: [
          `import{readFileSync}from'node:fs';`,
          `const text=()=>readFileSync(new URL(${JSON.stringify(name)},import.meta.url),'utf8');`,
          `let read;const all=()=>read??=JSON.parse(text());`,
          `export default{${members.join(',')}};`,
        ].join(''),
      };
    }),
});
