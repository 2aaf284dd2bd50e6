import { documentsContract } from '../store/documents-contract.ts';
import { memoryDocuments } from './memory-documents.ts';

documentsContract('memory', async () => ({ documents: memoryDocuments(), close: async () => {} }));
