import type { RowNotice } from './formats/format.ts'

const SENTENCES: Record<RowNotice, (rows: number) => string> = {
  'unknown-offence-code': (rows) =>
    `${rows} ${rows === 1 ? 'row has an offence code' : 'rows have offence codes'} that the Home Office’s list here does not have: kept, and classed by the words beside them.`,
  'code-contradicts-offence': (rows) =>
    `${rows} ${rows === 1 ? 'row has an offence code' : 'rows have offence codes'} of another class than the words beside them: the words were taken. Look at the mapping.`,
}

/** What a person should know of rows that were taken, in sentences; nothing when there is nothing. */
export function describeNotices(notices: Readonly<Record<RowNotice, number>>): string[] {
  return (Object.keys(SENTENCES) as RowNotice[]).flatMap((notice) =>
    notices[notice] === 0 ? [] : [SENTENCES[notice](notices[notice])],
  )
}
