/**
 * Makes a value when it is needed first, and keeps it: a table or a pattern of many scripts takes a millisecond, and Alexa
 * waits while the skill starts. V8 reads a literal pattern even in a function that is not called, so such a pattern is made
 * by `new RegExp`.
 */
export function onFirstUse<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
