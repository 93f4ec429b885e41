interface HandedFile {
  file: File
  /** IANA name of the clock by which it is to be read, where somebody has said it before */
  timezone: string | undefined
}

/** The file that was dropped on one screen and is looked at on the next. It stays in this page and goes with it. */
let chosen: HandedFile | undefined

export function handOver(file: File, timezone?: string): void {
  chosen = { file, timezone }
}

/** The file that was handed over, once. */
export function takeOver(): HandedFile | undefined {
  const handed = chosen
  chosen = undefined
  return handed
}
