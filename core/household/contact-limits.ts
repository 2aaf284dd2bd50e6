// In a file of their own, so that the phone app's first view says them without loading the schema of contacts.

/** Alexa takes at most 140 characters for an entity; a spoken name is far shorter. */
export const NAME_LENGTH = 60;
export const MOST_NICKNAMES = 10;
export const MOST_ADDRESSES = 5;
