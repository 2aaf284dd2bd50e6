import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { webhookJsonSchema } from '../../adapters/webhook/payload-schema.ts';
import { openApiDocument } from './openapi-document.ts';

// `npm run openapi` runs this, and then formats the files.
const docs = join(import.meta.dirname, '..', '..', 'docs');
writeFileSync(join(docs, 'openapi.json'), JSON.stringify(openApiDocument()));
writeFileSync(join(docs, 'webhook.schema.json'), JSON.stringify(webhookJsonSchema()));
