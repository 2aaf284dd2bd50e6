/**
 * What stands in the skill's bundle for `ask-sdk-model`, which is types and the clients of Alexa's own services. The
 * skill asks none of them, and the SDK makes them only for a skill with an `ApiClient`.
 */
export const services = {};
