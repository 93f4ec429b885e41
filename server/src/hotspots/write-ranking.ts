import { DomainError } from '@planner/shared/core'
import type { RankingFile } from '@planner/shared/schemas'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { formatRanking, RANKING_FORMATS, type RankingFormat } from './ranking-formats.ts'

/**
 * The format that a path asks for by its ending.
 *
 * @throws {DomainError} INVALID_INPUT for any other ending
 */
export function rankingFormatOf(path: string): RankingFormat {
  const format = RANKING_FORMATS.find((name) => path.toLowerCase().endsWith(`.${name}`))
  if (format === undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `${path} must end in ${RANKING_FORMATS.map((name) => `.${name}`).join(', ')}: the ending decides what is written.`,
    )
  return format
}

/**
 * Writes a ranking as its path's ending says.
 *
 * @throws {DomainError} INVALID_INPUT when the folder cannot be written to
 */
export async function writeRanking(file: RankingFile, path: string): Promise<void> {
  await writeWholeFile(path, formatRanking(file, rankingFormatOf(path)))
}
