import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  Accepted,
  ActivityTemplates,
  AreaChanged,
  AreaCollection,
  BacktestFile,
  BacktestList,
  ExcludedPlaceList,
  ExcludedPlaceRecord,
  Force,
  ForceChange,
  ForceHarmTable,
  ForceTheme,
  FormatName,
  HarmTableChange,
  HotspotCollection,
  HotspotDetail,
  HotspotList,
  Import,
  ImportAccepted,
  ImportList,
  ImportMapping,
  ImportMappingChange,
  ImportMappingList,
  IncidentMappingRecord,
  IncidentQuality,
  IncidentSummary,
  NewBacktest,
  NewExcludedPlace,
  NewImportMapping,
  NewOperation,
  NewPlan,
  NewPlanPreview,
  NewRanking,
  NewTheme,
  Operation,
  OperationList,
  Plan,
  PlanDay,
  PlanMeasurement,
  PlanPreviewAnswer,
  Ranking,
  RankingAlternatives,
  RankingOutcome,
  RankingPreview,
  RankingPreviewPending,
  RejectList,
  Roster,
  RosterList,
  Session,
  SignIn,
  TakeBackForecast,
  ThemeChange,
  ThemeList,
} from '@planner/shared/schemas'
import { addDays } from '../format.ts'
import { ApiError, getJson, postJson, putJson, remove, upload, type SentBytes } from './client.ts'

/** What is made once and never changes (a ranking, a plan) need not be asked for again. */
const FOREVER = Number.POSITIVE_INFINITY

function nullIfMissing(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => getJson<Session>('/session'),
  staleTime: 60_000,
})

/** Whose data it is, and by which clock. */
export const changeForce = (change: ForceChange): Promise<Force> => putJson<Force>('/force', change)

export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: () => getJson<AreaCollection>('/areas'),
  staleTime: FOREVER,
})

/** The same with the outlines of wards, which are most of it: only where they are looked at. */
export const areasWithWardsQuery = queryOptions({
  queryKey: [...areasQuery.queryKey, 'wards'],
  queryFn: () => getJson<AreaCollection>('/areas?wards=outlines'),
  staleTime: FOREVER,
})

export const saveAreas = (form: FormData): Promise<AreaChanged> =>
  upload<AreaChanged>('/areas', form, () => undefined, undefined, 'PUT')

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: () => getJson<OperationList>('/operations'),
})

export const summaryQuery = queryOptions({
  queryKey: ['incidents', 'summary'],
  queryFn: () => getJson<IncidentSummary>('/incidents/summary'),
  staleTime: 60_000,
})

/** What is suspicious about where and when incidents are said to have happened. */
export const qualityQuery = queryOptions({
  queryKey: ['incidents', 'quality'],
  queryFn: () => getJson<IncidentQuality>('/incidents/quality'),
  staleTime: 60_000,
})

export const isUnderWay = ({ status }: Import): boolean => status === 'queued' || status === 'running'

/** It is being loaded, or taken back. */
const isChanging = (item: Import): boolean => isUnderWay(item) || item.takeBackJobId !== null

/** A load ends a moment after its job when that is cancelled, and one of the command line has no job to follow. */
const IMPORT_POLL_MS = 2000

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: () => getJson<ImportList>('/imports'),
  refetchInterval: ({ state }) => (state.data?.imports.some(isChanging) === true ? IMPORT_POLL_MS : false),
})

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', importId],
    queryFn: () => getJson<Import>(`/imports/${importId}`),
    refetchInterval: ({ state }) => (state.data !== undefined && isChanging(state.data) ? IMPORT_POLL_MS : false),
  })

/** What taking a load back would do now. */
export const takeBackQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', importId, 'take-back'],
    queryFn: () => getJson<TakeBackForecast>(`/imports/${importId}/take-back`),
    // Other loads change it: asked anew each time.
    gcTime: 0,
  })

/** One page of an import's rejects, of one code or of all. */
export const rejectsQuery = (importId: string, { after, code }: { after: number; code: string | undefined }) =>
  queryOptions({
    queryKey: ['imports', importId, 'rejects', after, code],
    queryFn: () =>
      getJson<RejectList>(
        `/imports/${importId}/rejects?limit=${REJECTS_PER_PAGE}&after=${after}${code === undefined ? '' : `&code=${code}`}`,
      ),
    staleTime: FOREVER,
    placeholderData: keepPreviousData,
  })
export const REJECTS_PER_PAGE = 50

/** Mappings that are kept for files of the same source. */
export const importMappingsQuery = queryOptions({
  queryKey: ['import-mappings'],
  queryFn: () => getJson<ImportMappingList>('/import-mappings'),
  staleTime: 60_000,
})

export const rostersQuery = queryOptions({
  queryKey: ['rosters'],
  queryFn: () => getJson<RosterList>('/rosters'),
})

export const rankingQuery = (rankingId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId],
    queryFn: () => getJson<Ranking>(`/rankings/${rankingId}`),
    staleTime: FOREVER,
  })

export const hotspotsQuery = (rankingId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId, 'hotspots'],
    queryFn: () => getJson<HotspotList>(`/rankings/${rankingId}/hotspots`),
    staleTime: FOREVER,
  })

export const outlinesQuery = (rankingId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId, 'outlines'],
    queryFn: () => getJson<HotspotCollection>(`/rankings/${rankingId}/outlines`),
    staleTime: FOREVER,
  })

export const hotspotQuery = (rankingId: string, hotspotId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId, 'hotspots', hotspotId],
    queryFn: () => getJson<HotspotDetail>(`/rankings/${rankingId}/hotspots/${encodeURIComponent(hotspotId)}`),
    staleTime: FOREVER,
  })

/** The top lists by other measures, beside the ranking's own. */
export const alternativesQuery = (rankingId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId, 'alternatives'],
    queryFn: () => getJson<RankingAlternatives>(`/rankings/${rankingId}/alternatives`),
    staleTime: FOREVER,
  })

/** What came in a ranking's places over its horizon, as far as it is known; null: the server cannot say. */
export const outcomeQuery = (rankingId: string) =>
  queryOptions({
    queryKey: ['rankings', rankingId, 'outcome'],
    queryFn: () => getJson<RankingOutcome>(`/rankings/${rankingId}/outcome`).catch(nullIfMissing),
    staleTime: 60_000,
  })

/**
 * What a ranking with these settings would be like; given up when other settings are asked about.
 *
 * @param against the operation's newest ranking, with which the answer compares
 */
export const rankingPreviewQuery = (asked: NewRanking, against: string | null) =>
  queryOptions({
    queryKey: ['ranking-previews', asked, against],
    queryFn: ({ signal }) => postJson<RankingPreview | RankingPreviewPending>('/ranking-previews', asked, signal),
    // An import, anybody's, changes the answer: what is kept is shown, and asked for again.
    staleTime: 0,
    // The server is still reading the incidents into memory: it has the answer in a moment.
    refetchInterval: ({ state }) => (state.data !== undefined && 'building' in state.data ? 1000 : false),
  })

export const themesQuery = queryOptions({
  queryKey: ['themes'],
  queryFn: () => getJson<ThemeList>('/themes'),
  staleTime: 60_000,
})

export const excludedPlacesQuery = queryOptions({
  queryKey: ['excluded-places'],
  queryFn: () => getJson<ExcludedPlaceList>('/excluded-places'),
  staleTime: 60_000,
})

export const backtestsQuery = queryOptions({
  queryKey: ['backtests'],
  queryFn: () => getJson<BacktestList>('/backtests'),
})

export const backtestQuery = (backtestId: string) =>
  queryOptions({
    queryKey: ['backtests', backtestId],
    queryFn: () => getJson<BacktestFile>(`/backtests/${backtestId}`),
    staleTime: FOREVER,
  })

export const harmTableQuery = queryOptions({
  queryKey: ['harm-table'],
  queryFn: () => getJson<ForceHarmTable>('/harm-table'),
  staleTime: 60_000,
})

export const planQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plans', planId],
    queryFn: () => getJson<Plan>(`/plans/${planId}`),
    staleTime: FOREVER,
  })

export const planDayQuery = (planId: string, day: string) =>
  queryOptions({
    queryKey: ['plans', planId, 'days', day],
    queryFn: () => getJson<PlanDay>(`/plans/${planId}/days/${day}`),
    staleTime: FOREVER,
  })

/** What a plan with these settings would be like; given up when other settings are asked about. */
export const previewQuery = (asked: NewPlanPreview) =>
  queryOptions({
    queryKey: ['plan-previews', asked],
    queryFn: ({ signal }) => postJson<PlanPreviewAnswer>('/plan-previews', asked, signal),
    staleTime: FOREVER,
  })

export const templatesQuery = queryOptions({
  queryKey: ['activity-templates'],
  queryFn: () => getJson<ActivityTemplates>('/activity-templates'),
  staleTime: FOREVER,
})

/** The newest measurement of the planner with a plan's inputs; null when there is none. */
export const measurementQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plans', planId, 'measurement'],
    queryFn: () => getJson<PlanMeasurement>(`/plans/${planId}/measurement`).catch(nullIfMissing),
    staleTime: FOREVER,
  })

export const myToursQuery = (day: string) =>
  queryOptions({
    queryKey: ['my-tours', day],
    queryFn: () => getJson<PlanDay>(`/my-tours?day=${day}`),
  })

/** How far ahead a next tour is looked for. */
export const NEXT_TOUR_DAYS = 14

/** The first day after `day` on which the crew has a tour; null when there is none soon. */
export const nextTourQuery = (day: string) =>
  queryOptions({
    queryKey: ['my-tours', 'next', day],
    queryFn: async () => {
      for (let ahead = 1; ahead <= NEXT_TOUR_DAYS; ahead++) {
        const later = addDays(day, ahead)
        const { tours } = await getJson<PlanDay>(`/my-tours?day=${later}`)
        if (tours.length > 0) return later
      }
      return null
    },
    staleTime: 60_000,
  })

export const signIn = (credentials: SignIn): Promise<Session> => postJson<Session>('/session', credentials)
export const signOut = (): Promise<void> => remove('/session')
export const createTheme = (theme: NewTheme): Promise<ForceTheme> => postJson<ForceTheme>('/themes', theme)
export const changeTheme = (themeId: string, change: ThemeChange): Promise<ForceTheme> =>
  putJson<ForceTheme>(`/themes/${encodeURIComponent(themeId)}`, change)
export const removeTheme = (themeId: string, version: string): Promise<void> =>
  remove(`/themes/${encodeURIComponent(themeId)}?${new URLSearchParams({ version }).toString()}`)
export const saveHarmTable = (change: HarmTableChange): Promise<ForceHarmTable> =>
  putJson<ForceHarmTable>('/harm-table', change)
/** Back to the table that comes with the application. */
export const removeHarmTable = (version: string): Promise<void> =>
  remove(`/harm-table?${new URLSearchParams({ version }).toString()}`)
export const excludePlace = (place: NewExcludedPlace): Promise<ExcludedPlaceRecord> =>
  postJson<ExcludedPlaceRecord>('/excluded-places', place)
export const includePlace = (excludedPlaceId: string): Promise<void> => remove(`/excluded-places/${excludedPlaceId}`)
export const keepMapping = (mapping: NewImportMapping): Promise<ImportMapping> =>
  postJson<ImportMapping>('/import-mappings', mapping)
export const changeMapping = (mappingId: string, change: ImportMappingChange): Promise<ImportMapping> =>
  putJson<ImportMapping>(`/import-mappings/${mappingId}`, change)
export const removeMapping = (mappingId: string): Promise<void> => remove(`/import-mappings/${mappingId}`)
export const createOperation = (operation: NewOperation): Promise<Operation> =>
  postJson<Operation>('/operations', operation)
export const startRanking = (ranking: NewRanking): Promise<Accepted> => postJson<Accepted>('/rankings', ranking)
export const startRedraw = (planId: string): Promise<Accepted> => postJson<Accepted>(`/plans/${planId}/redraws`, {})
export const startMeasurement = ({ planId, draws }: { planId: string; draws: number }): Promise<Accepted> =>
  postJson<Accepted>(`/plans/${planId}/measurements`, { draws })
export const cancelJob = (jobId: string): Promise<void> => remove(`/jobs/${jobId}`)
export const startTakeBack = (importId: string): Promise<Accepted> =>
  postJson<Accepted>(`/imports/${importId}/take-back`, {})
export const startBacktest = (asked: NewBacktest): Promise<Accepted> => postJson<Accepted>('/backtests', asked)
export const startPlan = (plan: NewPlan): Promise<Accepted> => postJson<Accepted>('/plans', plan)

/** How a file of incidents is read. */
export interface UploadReading {
  format: FormatName
  mapping?: IncidentMappingRecord
  /** IANA name of the clock of its local times */
  timezone: string
}

/** Incidents of one file; how it is read goes first, since the server reads the form as a stream. */
export function uploadIncidents(
  { blob, name, reading }: { blob: Blob; name: string; reading: UploadReading },
  onProgress: (bytes: SentBytes) => void,
  signal: AbortSignal,
): Promise<ImportAccepted> {
  const form = new FormData()
  form.append('format', reading.format)
  if (reading.mapping !== undefined) form.append('mapping', JSON.stringify(reading.mapping))
  form.append('timezone', reading.timezone)
  form.append('file', blob, name)
  return upload<ImportAccepted>('/imports', form, onProgress, signal)
}

export function uploadRoster(file: File, onProgress: (share: number) => void): Promise<Roster> {
  const form = new FormData()
  form.append('file', file, file.name)
  return upload<Roster>('/rosters', form, ({ sent, total }) => onProgress(sent / total))
}
