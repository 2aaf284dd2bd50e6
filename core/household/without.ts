/** The value without these keys; of a union, each member without them. */
export function without<T extends object, K extends PropertyKey>(
  value: T,
  ...keys: K[]
): T extends unknown ? Omit<T, K> : never {
  const left = Object.entries(value).filter(([key]) => !keys.includes(key as K));
  return Object.fromEntries(left) as T extends unknown ? Omit<T, K> : never;
}
