import { DomainError, readTheme, SHIPPED_THEMES, type Theme } from '@planner/shared/core'
import type { ForceTheme, NewTheme, ThemeChange, ThemeRecord } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  deleteTheme,
  findTheme,
  findThemeNamed,
  findThemeSaver,
  insertTheme,
  listThemeIds,
  listThemes,
  updateTheme,
} from '../repositories/theme.repository.ts'
import { themeIdFor } from './theme-id.ts'

const findShipped = (themeId: string): Theme | undefined => SHIPPED_THEMES.find(({ id }) => id === themeId)

/** A theme as requests and rankings carry it. */
export const toThemeRecord = (theme: Theme): ThemeRecord => ({
  ...theme,
  offences: [...theme.offences],
  flags: [...theme.flags],
  placeTypes: [...theme.placeTypes],
  hours: [...theme.hours],
})

/** Those that come with the application, then the force's own by name. */
export async function getThemes(db: Kysely<Database>): Promise<ForceTheme[]> {
  return [
    ...SHIPPED_THEMES.map((theme) => ({ ...toThemeRecord(theme), isShipped: true, version: null })),
    ...(await listThemes(db)).map(({ record, version }) => ({ ...record, isShipped: false, version })),
  ]
}

/** @throws {DomainError} NOT_FOUND */
export async function getTheme(db: Kysely<Database>, themeId: string): Promise<Theme> {
  const theme = findShipped(themeId) ?? (await findTheme(db, themeId))
  if (theme === undefined) throw new DomainError('NOT_FOUND', `There is no theme "${themeId}".`)
  return theme
}

function refuseShipped(themeId: string): void {
  if (findShipped(themeId) !== undefined)
    throw new DomainError(
      'CONFLICT',
      `Theme "${themeId}" comes with the application and stays as it is. Make one of your own.`,
    )
}

/** @throws {DomainError} CONFLICT when another theme has the name */
async function refuseTaken(db: Kysely<Database>, { id, name }: ThemeRecord): Promise<void> {
  const other =
    SHIPPED_THEMES.find((shipped) => shipped.name.toLowerCase() === name.toLowerCase()) ??
    (await findThemeNamed(db, name, id))
  if (other !== undefined)
    throw new DomainError('CONFLICT', `Theme "${other.id}" has the name "${other.name}" already. Choose another name.`)
}

const readOwn = (id: string, given: NewTheme): ThemeRecord =>
  toThemeRecord(readTheme({ ...given, id, name: given.name.trim() }, 'This theme'))

const auditSaved = (db: Kysely<Database>, actor: string, theme: ThemeRecord): Promise<void> =>
  insertAuditEvent(db, {
    actor,
    action: 'saved',
    subjectKind: 'theme',
    subjectId: theme.id,
    detail: { ...theme },
  })

/**
 * Makes a theme of the force's own, under an id that no other has.
 *
 * @throws {DomainError} INVALID_INPUT when it makes no sense; CONFLICT when another theme has the name
 */
export async function createTheme(db: Kysely<Database>, actor: string, given: NewTheme): Promise<ForceTheme> {
  return db.transaction().execute(async (transaction) => {
    const taken = [...SHIPPED_THEMES.map(({ id }) => id), ...(await listThemeIds(transaction))]
    const theme = readOwn(themeIdFor(given.name, taken), given)
    await refuseTaken(transaction, theme)
    const version = await insertTheme(transaction, theme, actor)
    await auditSaved(transaction, actor, theme)
    return { ...theme, isShipped: false, version }
  })
}

/**
 * Puts a theme in the place of the version of it that was changed. Rankings keep what they were made with.
 *
 * @throws {DomainError} INVALID_INPUT when it makes no sense; NOT_FOUND; CONFLICT for a shipped theme, the name of another one, or when
 *   somebody else has changed it since
 */
export async function changeTheme(
  db: Kysely<Database>,
  actor: string,
  themeId: string,
  { version: known, ...given }: ThemeChange,
): Promise<ForceTheme> {
  refuseShipped(themeId)
  const theme = readOwn(themeId, given)
  return db.transaction().execute(async (transaction) => {
    await refuseTaken(transaction, theme)
    const version = await updateTheme(transaction, theme, known, actor)
    if (version === undefined) throw await whyUnchanged(transaction, themeId, 'yours was not saved')
    await auditSaved(transaction, actor, theme)
    return { ...theme, isShipped: false, version }
  })
}

async function whyUnchanged(db: Kysely<Database>, themeId: string, outcome: string): Promise<DomainError> {
  const other = await findThemeSaver(db, themeId)
  return other === undefined
    ? new DomainError('NOT_FOUND', `There is no theme "${themeId}".`)
    : new DomainError(
        'CONFLICT',
        `Theme "${themeId}" was changed by ${other} after you opened it, so ${outcome}. Open it again to see how it is now.`,
      )
}

/**
 * Removes the version of a theme that was looked at. Rankings keep what they were made with.
 *
 * @throws {DomainError} NOT_FOUND; CONFLICT for a shipped theme, or when somebody else has changed it since
 */
export async function removeTheme(db: Kysely<Database>, actor: string, themeId: string, known: string): Promise<void> {
  refuseShipped(themeId)
  await db.transaction().execute(async (transaction) => {
    const theme = await deleteTheme(transaction, themeId, known)
    if (theme === undefined) throw await whyUnchanged(transaction, themeId, 'it was not removed')
    await insertAuditEvent(transaction, {
      actor,
      action: 'removed',
      subjectKind: 'theme',
      subjectId: themeId,
      detail: { ...theme },
    })
  })
}
