/** What a log line may say of a failure: its code, such as ENOSPC or SQLITE_FULL, or its kind; never its message. */
export function failureCode(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
