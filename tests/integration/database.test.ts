import { closeDatabase, openDatabase } from '@planner/server/database.ts'
import { expect, inject, it } from 'vitest'

it('is closed only when its connections are, so that a Postgres that stops next has nobody to tell', async () => {
  const errors: Error[] = []
  const database = openDatabase(inject('postgresUrl'), (error) => errors.push(error))
  await Promise.all(Array.from({ length: 4 }, () => database.pool.query('select pg_sleep(0.05)')))
  expect(database.pool.totalCount).toBe(4)
  let closed = 0
  database.pool.on('remove', () => (closed += 1))
  await closeDatabase(database)
  expect([closed, errors]).toEqual([4, []])
})
