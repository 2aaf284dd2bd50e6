import type { FunctionName } from '../settings.ts';

/**
 * How a function's Node is started. Errors of the companion and the courier name our own lines; reading the map to do so
 * takes time at each start, which Alexa would wait for, so the skill's are mapped by hand, with the map in its folder.
 */
export const nodeOptions = (name: FunctionName): { NODE_OPTIONS?: string } =>
  name === 'skill' ? {} : { NODE_OPTIONS: '--enable-source-maps' };
