import type { Command } from './command.ts'

/**
 * The verbs of `patrol`. Each is loaded only when called, so that `patrol rank` never pays for the web server.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  areas: async () => (await import('./areas.ts')).areas,
  backtest: async () => (await import('./backtest.ts')).backtest,
  check: async () => (await import('./check.ts')).check,
  demo: async () => (await import('./demo.ts')).demo,
  import: async () => (await import('./import.ts')).importIncidents,
  mapping: async () => (await import('./mapping.ts')).mapping,
  migrate: async () => (await import('./migrate.ts')).migrate,
  plan: async () => (await import('./plan.ts')).plan,
  rank: async () => (await import('./rank.ts')).rank,
  serve: async () => (await import('./serve.ts')).serve,
  user: async () => (await import('./user.ts')).user,
  worker: async () => (await import('./worker.ts')).worker,
}
