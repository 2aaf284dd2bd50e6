export { decide } from '../../../core/message/decide.ts';
export { loseClaims } from '../../../home/lose-claims.ts';
export { attend } from '../../../services/courier/attend.ts';
export { performEffect } from '../../../services/skill/perform-effect.ts';
export { eraseLeftovers } from '../../../services/storage/erase-leftovers.ts';
