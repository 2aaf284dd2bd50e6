// In a file of their own, so that the phone app's first view says them without loading the schema of contacts.

/** Of contacts, phones, rooms and the household. Alexa takes at most 140 characters for an entity. */
export const NAME_LENGTH = 60;
export const MOST_NICKNAMES = 10;
export const MOST_ADDRESSES = 5;
