import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** What is longer lies beside the bundle, so that it is not read at each start. In characters. */
const LONGEST_INSIDE = 8_000;

/**
 * The content of a long JSON file is read when something of it is asked for. What is written into `folder` is noted in
 * `beside`, by its name and its length in bytes.
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
