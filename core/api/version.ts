/** The version of this program. `npm version` writes it. */
export const VERSION = '0.1.0';
