import type { CommandIo } from './command.ts'

/** Tells on stderr how far `what` is: on a terminal every step in one line; in a log four lines are enough. */
export function createProgress(io: CommandIo, what: string): (share: number) => void {
  let shown = -1
  return (share) => {
    const percent = Math.floor(share * 100)
    const step = io.interactive ? 1 : 25
    if (percent < 100 && percent < shown + step) return
    if (percent === shown) return
    shown = percent
    io.err(io.interactive ? `\r${what} ${percent} %${percent === 100 ? '\n' : ''}` : `${what} ${percent} %\n`)
  }
}

/** Tells in one line of a terminal how far the command is and what it is doing. */
export function createProgressLine(
  io: CommandIo,
  verb: string,
): (progress: { share: number; message: string }) => void {
  return ({ share, message }) => io.err(`\r${verb}: ${String(Math.round(100 * share)).padStart(3)} %, ${message}   `)
}
