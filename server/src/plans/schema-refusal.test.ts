import { describe, expect, it } from 'vitest'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { schemaRefusal } from './schema-refusal.ts'

const validator = Compile(
  Type.Object(
    {
      tier: Type.Union([Type.Literal('A'), Type.Literal('B')]),
      dose: Type.Number({ minimum: 0, maximum: 48 }),
      cap: Type.Optional(Type.Integer({ exclusiveMinimum: 0 })),
      name: Type.Optional(Type.String({ minLength: 1 })),
      hours: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
      list: Type.Optional(Type.Array(Type.Object({ id: Type.String(), at: Type.Number() }), { minItems: 1 })),
    },
    { additionalProperties: false },
  ),
)
const refuse = (file: unknown): string => schemaRefusal(validator.Errors(file), file, 'f.json').message
const good = { tier: 'A', dose: 1 }

describe('schemaRefusal', () => {
  it.each([
    [[], 'f.json: the file is []; it must be an object, { .. }.'],
    [{ tier: 'A' }, 'f.json: the file lacks dose.'],
    [{ ...good, does: 2 }, 'f.json: the file has does, which means nothing here. Is it spelt right?'],
    [{ ...good, tier: 'a' }, 'f.json: /tier is "a"; it must be one of "A", "B".'],
    [{ ...good, dose: '1' }, 'f.json: /dose is "1"; it must be a number.'],
    [{ ...good, dose: null }, 'f.json: /dose is null; it must be a number.'],
    [{ ...good, dose: -1 }, 'f.json: /dose is -1; it must be at least 0.'],
    [{ ...good, dose: 49 }, 'f.json: /dose is 49; it must be at most 48.'],
    [{ ...good, cap: 1.5 }, 'f.json: /cap is 1.5; it must be a whole number.'],
    [{ ...good, cap: 0 }, 'f.json: /cap is 0; it must be above 0.'],
    [{ ...good, name: '' }, 'f.json: /name is ""; it must not be empty.'],
    [{ ...good, hours: [1, 2, 3] }, 'f.json: /hours has 3 entries; it must have at most 2.'],
    [{ ...good, list: [] }, 'f.json: /list is []; it must not be empty.'],
    [{ ...good, list: [{ id: 'h7' }] }, 'f.json: /list/0 lacks at (id "h7").'],
    [{ ...good, list: [{ id: 'h7', at: 'x' }] }, 'f.json: /list/0/at is "x"; it must be a number (id "h7").'],
  ])('says of %j what is wrong in words', (file, message) => {
    expect(refuse(file)).toBe(message)
  })

  it('tells three faults in full and counts the rest', () => {
    const list = Array.from({ length: 5 }, (_, n) => ({ id: `h${n}`, at: 'x' }))
    expect(refuse({ ...good, list })).toMatch(/\(id "h0"\)\. .*\(id "h1"\)\. .*\(id "h2"\)\. And 2 more\.$/)
  })

  it('cuts a long value short', () => {
    expect(refuse({ ...good, dose: 'x'.repeat(100) })).toMatch(/"x{59}\.\.\.; it must be a number\.$/)
  })
})
