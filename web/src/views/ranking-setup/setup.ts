import type { RankingPreview } from '@planner/shared/schemas'
import type { Faults } from '../../state/draft.ts'
import type { RankingDraft } from '../../state/ranking-draft.ts'

/** What every part of the screen is given. */
export interface RankingSetupProps {
  draft: RankingDraft
  change: (patch: Partial<RankingDraft>) => void
  /** those that may be shown by now, by the path of the setting */
  faults: Faults
  /** what the settings would do; undefined until it is known for the first time */
  answer: RankingPreview | undefined
}
