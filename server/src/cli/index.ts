import type { Command } from './command.ts'

/**
 * The verbs of `patrol`. Each is loaded only when called, so that `patrol rank` never pays for the web server.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  demo: async () => (await import('./demo.ts')).demo,
  plan: async () => (await import('./plan.ts')).plan,
  rank: async () => (await import('./rank.ts')).rank,
}
