import type { Operation, Role } from '@planner/shared/schemas'

/** The screens and who has them; the server decides what each may read, this only spares a refusal. */
const SCREENS: Readonly<
  Record<
    Role,
    readonly ('hotspots' | 'hotspots/new' | 'plan' | 'plan/new' | 'looking-back' | 'data' | 'what-counts' | 'my-tour')[]
  >
> = {
  tasking: ['hotspots', 'hotspots/new', 'plan', 'plan/new', 'looking-back', 'data', 'what-counts'],
  supervisor: ['hotspots', 'plan', 'looking-back'],
  commander: ['hotspots', 'looking-back'],
  officer: ['my-tour'],
}

export const screensOf = (role: Role): readonly string[] => SCREENS[role]

/** Whether a role has the screen at this path; `/` is everybody's. */
export function mayOpen(role: Role, pathname: string): boolean {
  const parts = pathname.split('/').filter((part) => part !== '')
  const screen = parts.slice(parts.at(-1) === 'new' ? -2 : -1).join('/')
  return screen === '' || screensOf(role).includes(screen)
}

/** Where to go after sign-in: only an address of this app, so that a link cannot send anyone elsewhere. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/'
}

/** The operation made last. */
export function newestOperation(operations: readonly Operation[]): Operation | undefined {
  return operations.reduce<Operation | undefined>(
    (newest, operation) => (newest === undefined || operation.createdAt > newest.createdAt ? operation : newest),
    undefined,
  )
}
