import { Type, type Static } from 'typebox'
import { InstantSchema, Nullable, UuidSchema } from './common.ts'

export const JobKindSchema = Type.Union([
  Type.Literal('import'),
  Type.Literal('take-back'),
  Type.Literal('rank'),
  Type.Literal('plan'),
  Type.Literal('measure'),
  Type.Literal('backtest'),
])
export type JobKind = Static<typeof JobKindSchema>

export const JobStatusSchema = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  Type.Literal('completed'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])
export type JobStatus = Static<typeof JobStatusSchema>

/** Long work and how far it is; the same object is sent as each server-sent event. */
export const JobSchema = Type.Object({
  jobId: UuidSchema,
  kind: JobKindSchema,
  status: JobStatusSchema,
  /** share done, 0 to 1 */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** what is being done, in words for the screen */
  message: Type.String(),
  /** what it made: the id of the import (made or taken back), ranking, plan, measurement or backtest */
  resultId: Nullable(UuidSchema),
  /** why it failed, in words a user can act on */
  error: Nullable(Type.String()),
  createdAt: InstantSchema,
  finishedAt: Nullable(InstantSchema),
})
export type Job = Static<typeof JobSchema>
