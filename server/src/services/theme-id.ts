const LONGEST_ID = 60

/** An id that says the name and that no other theme has: `knives-in-parks`, then `knives-in-parks-2`. */
export function themeIdFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID - 5)
    .replaceAll(/^-+|-+$/g, '')
  const base = plain === '' ? 'theme' : plain
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.includes(id)) return id
  }
}
