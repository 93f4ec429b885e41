import { DomainError, readTheme, SHIPPED_THEMES, type Theme } from '@planner/shared/core'
import type { ForceTheme, NewTheme, ThemeRecord } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { deleteTheme, findTheme, findThemeNamed, listThemes, upsertTheme } from '../repositories/theme.repository.ts'

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
    ...SHIPPED_THEMES.map((theme) => ({ ...toThemeRecord(theme), isShipped: true })),
    ...(await listThemes(db)).map((theme) => ({ ...theme, isShipped: false })),
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
      `Theme "${themeId}" comes with the application and stays as it is. Save yours under another id.`,
    )
}

/**
 * Saves a theme of the force's own, new or in the place of the one of that id. Rankings keep what they were made with.
 *
 * @throws {DomainError} INVALID_INPUT when it makes no sense; CONFLICT for the id of a shipped theme or the name of another one
 */
export async function saveTheme(
  db: Kysely<Database>,
  actor: string,
  themeId: string,
  given: NewTheme,
): Promise<ForceTheme> {
  refuseShipped(themeId)
  const theme = toThemeRecord(readTheme({ ...given, id: themeId, name: given.name.trim() }, 'This theme'))
  const taken = SHIPPED_THEMES.find(({ name }) => name.toLowerCase() === theme.name.toLowerCase())
  return db.transaction().execute(async (transaction) => {
    const other = taken ?? (await findThemeNamed(transaction, theme.name, themeId))
    if (other !== undefined)
      throw new DomainError(
        'CONFLICT',
        `Theme "${other.id}" has the name "${other.name}" already. Choose another name.`,
      )
    await upsertTheme(transaction, theme, actor)
    await insertAuditEvent(transaction, {
      actor,
      action: 'saved',
      subjectKind: 'theme',
      subjectId: themeId,
      detail: { ...theme },
    })
    return { ...theme, isShipped: false }
  })
}

/** @throws {DomainError} NOT_FOUND; CONFLICT for a shipped theme */
export async function removeTheme(db: Kysely<Database>, actor: string, themeId: string): Promise<void> {
  refuseShipped(themeId)
  await db.transaction().execute(async (transaction) => {
    const theme = await deleteTheme(transaction, themeId)
    if (theme === undefined) throw new DomainError('NOT_FOUND', `There is no theme "${themeId}".`)
    await insertAuditEvent(transaction, {
      actor,
      action: 'removed',
      subjectKind: 'theme',
      subjectId: themeId,
      detail: { ...theme },
    })
  })
}
