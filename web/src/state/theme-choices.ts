import type { ForceTheme } from '@planner/shared/schemas'

/** The shipped theme that asks for what is asked for without a theme, which every list of themes begins with. */
const ALL_OFFENCES_ID = 'violence-and-robbery'

/** The themes that can be chosen instead of all violence and robbery. */
export const themeChoices = <T extends Pick<ForceTheme, 'id'>>(themes: readonly T[]): T[] =>
  themes.filter(({ id }) => id !== ALL_OFFENCES_ID)

/** The theme to be chosen for what a ranking was made with; null: all violence and robbery. */
export const themeChoiceOf = (theme: Pick<ForceTheme, 'id'> | null): string | null =>
  theme === null || theme.id === ALL_OFFENCES_ID ? null : theme.id
