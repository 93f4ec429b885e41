/** What stands after the `?` of an address, as plain text: `tier=A&text=high+street`, readable and safe to paste. */
export type SearchText = Record<string, string>

export function parseSearch(search: string): SearchText {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Empty and undefined values are left out, so that an address holds only what was chosen. */
export function stringifySearch(values: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(values))
    if (typeof value === 'string' && value !== '') params.set(key, value)
  const text = params.toString().replaceAll('%2F', '/')
  return text === '' ? '' : `?${text}`
}

/** The text under `key`, if there is any. */
export function readText(values: Record<string, unknown>, key: string): string | undefined {
  const value = values[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value under `key` if it is one of `allowed`. */
export function readOneOf<T extends string>(
  values: Record<string, unknown>,
  key: string,
  allowed: readonly T[],
): T | undefined {
  return allowed.find((item) => item === values[key])
}
