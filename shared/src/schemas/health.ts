import { Type, type Static } from 'typebox'

export const HealthSchema = Type.Object({ status: Type.Literal('ok'), version: Type.String() })

export const ReadinessSchema = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not-ready')]),
  checks: Type.Object({ database: Type.Boolean(), migrations: Type.Boolean(), queue: Type.Boolean() }),
})
export type Readiness = Static<typeof ReadinessSchema>
