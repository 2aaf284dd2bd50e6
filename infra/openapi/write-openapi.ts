import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from './openapi-document.ts';

// `npm run openapi` runs this, and then formats the file.
const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');
writeFileSync(file, JSON.stringify(openApiDocument()));
