import { documentsContract } from '../../adapters/documents-contract.ts';
import { memoryDocuments } from './memory-documents.ts';

documentsContract('memory', async () => ({ documents: memoryDocuments(), close: async () => {} }));
