import type { FunctionName } from '../../lambda/environment.ts';

/** How Lambda runs a function. More memory means more processor time. */
type FunctionSettings = { timeoutSeconds: number; memoryMegabytes: number; nodeOptions: string | undefined };

/** Names the lines of our source in stack traces. Reading the source map takes time at each cold start. */
const SOURCE_MAPS = '--enable-source-maps';

export const FUNCTION_SETTINGS: Readonly<Record<FunctionName, FunctionSettings>> = {
  // Alexa waits 8 s. Cold starts take most of that: hence the memory, and no source maps; an operator resolves its stack
  // traces by hand with the map in the function's folder.
  skill: { timeoutSeconds: 8, memoryMegabytes: 1024, nodeOptions: undefined },
  // An HTTP API gives up after 30 s.
  companion: { timeoutSeconds: 29, memoryMegabytes: 512, nodeOptions: SOURCE_MAPS },
  // One mail may take 30 s, speech up to three tries of 15 s, and there are stores to read and write.
  courier: { timeoutSeconds: 120, memoryMegabytes: 512, nodeOptions: SOURCE_MAPS },
};
