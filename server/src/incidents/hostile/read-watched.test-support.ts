/** Reads the file named by the first argument and prints what became of it and of this process' memory. */
import { createZone, DomainError } from '@planner/shared/core'
import { readIncidents } from '../read-incidents.ts'

const startKb = process.resourceUsage().maxRSS
const refusal = await readIncidents({
  paths: [process.argv[2] ?? ''],
  format: 'canonical',
  zone: createZone('Europe/London'),
  onIncident: () => {},
  onReject: () => {},
}).then(
  () => undefined,
  (error: unknown) => (error instanceof DomainError ? error.message : Promise.reject(error as Error)),
)
process.stdout.write(JSON.stringify({ refusal, growthMb: (process.resourceUsage().maxRSS - startKb) / 1024 }))
