import { canonicalCrockford } from '../../core/household/bytes/crockford.ts';

/** A recovery code carries 128 random bits: nobody guesses it, and it fits on one line. */
export const RECOVERY_CODE_BYTES = 16;
/** One character of Crockford's base32 carries five bits. */
const RECOVERY_CODE_CHARACTERS = Math.ceil((RECOVERY_CODE_BYTES * 8) / 5);

/** Whether the text can be a pairing code: eight characters of Crockford's base32, in any spelling. */
export const isPairingCode = (typed: string): boolean =>
  /^[0-9A-HJKMNP-TV-Z]{8}$/.test(canonicalCrockford(typed));

/** Whether the text can be a recovery code, in any spelling. */
export const isRecoveryCode = (typed: string): boolean =>
  canonicalCrockford(typed).length === RECOVERY_CODE_CHARACTERS;
