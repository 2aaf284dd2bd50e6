/** The keys of a type; of a union, those of any member. */
type KeyOfAny<T> = T extends unknown ? keyof T : never;

/** Copies an object without these keys. It distributes over unions. */
export function without<T extends object, K extends KeyOfAny<T>>(
  value: T,
  ...keys: K[]
): T extends unknown ? Omit<T, K> : never {
  const left = Object.entries(value).filter(([key]) => !keys.includes(key as K));
  return Object.fromEntries(left) as T extends unknown ? Omit<T, K> : never;
}
