import { recordingsContract } from '../../adapters/recordings-contract.ts';
import { memoryRecordings } from './memory-recordings.ts';

recordingsContract('memory', async () => ({ recordings: memoryRecordings(), close: async () => {} }));
