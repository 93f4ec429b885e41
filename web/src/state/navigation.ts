import type { Operation, Role } from '@planner/shared/schemas'

/** The screens and who has them; the server decides what each may read, this only spares a refusal. */
const SCREENS: Readonly<
  Record<
    Role,
    readonly (
      | 'hotspots'
      | 'hotspots/new'
      | 'plan'
      | 'plan/new'
      | 'looking-back'
      | 'data'
      | 'quality'
      | 'areas'
      | 'what-counts'
      | 'my-tour'
    )[]
  >
> = {
  tasking: ['hotspots', 'hotspots/new', 'plan', 'plan/new', 'looking-back', 'data', 'areas', 'quality', 'what-counts'],
  supervisor: ['hotspots', 'plan', 'looking-back', 'quality'],
  commander: ['hotspots', 'looking-back', 'quality'],
  officer: ['my-tour'],
}

export const screensOf = (role: Role): readonly string[] => SCREENS[role]

/** Below Data in the address, and with readers of their own. */
const OWN_SCREENS = ['what-counts', 'quality']

/** Whether a role has the screen at this path; `/` is everybody's. */
export function mayOpen(role: Role, pathname: string): boolean {
  const parts = pathname.split('/').filter((part) => part !== '')
  // Below Data stand screens of its own work.
  const screen =
    parts[0] === 'data' && !OWN_SCREENS.includes(parts[1] ?? '')
      ? 'data'
      : parts.slice(parts.at(-1) === 'new' ? -2 : -1).join('/')
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
