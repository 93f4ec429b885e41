import { describe, expect, it } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

describe('readConfig', () => {
  it('serves this machine from a folder beside the project when nothing is set', () => {
    expect(readConfig({}, '/project')).toEqual({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: '/project/.data',
      logLevel: 'warn',
      maxUploadBytes: 2048 * 1024 * 1024,
    })
  })

  it('takes what is set and counts an empty variable as absent', () => {
    const config = readConfig(
      { PORT: ' 9000 ', HOST: '', DATABASE_URL: 'postgres://a:b@c/d', DATA_DIR: '/data', MAX_UPLOAD_MB: '1' },
      '/project',
    )
    expect(config).toMatchObject({
      port: 9000,
      host: '127.0.0.1',
      databaseUrl: 'postgres://a:b@c/d',
      dataDir: '/data',
      maxUploadBytes: 1024 * 1024,
    })
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
    ['MAX_UPLOAD_MB', '0'],
  ])('refuses %s=%s with the name, the value and what it must be', (name, value) => {
    expect(() => readConfig({ [name]: value }, '/')).toThrow(new RegExp(`${name} is "${value}"; it must be .+`))
  })

  it('names every bad variable at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' }, '/')).toThrow(/PORT is "x".*LOG_LEVEL is "y"/)
  })

  it('never repeats a database address, since it holds a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:secret@db' }, '/')).toThrow(
      /^DATABASE_URL is not usable; it must be an address such as postgres:/,
    )
  })
})

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.0.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['127.0.0.1.example', false],
  ])('%s is reachable from this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })
})
