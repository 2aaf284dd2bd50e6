import { documentsContract } from '../../adapters/documents-contract.ts';
import { memoryDocuments } from './memory-documents.ts';

documentsContract('memory', async () => {
  const documents = memoryDocuments();
  return {
    documents,
    setSchemaVersion: async (key, schemaVersion) => documents.setSchemaVersion(key, schemaVersion),
    close: async () => {},
  };
});
