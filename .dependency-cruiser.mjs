/**
 * The directions of docs/architecture.md. TypeScript 7 has no compiler interface, so @swc/core parses; without it this tool
 * sees no modules at all and is content, which is why scripts/test.ts also asks how many it saw.
 */

const TESTS = '\\.test\\.tsx?$'

/** Packages that the pure core may use: no I/O, no clock. */
const CORE_PACKAGES = [
  'h3-js',
  '@turf/turf',
  'proj4',
  '@stdlib/[^/]+',
  'temporal-polyfill',
  '@noble/hashes',
  '@types/geojson',
  'geojson',
]

/** A module of one of these npm packages, wherever pnpm keeps it. */
const packages = (names) => `node_modules/(${names.join('|')})(/|$)`

/** Anything from npm or Node itself. */
const OUTSIDE = { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'] }

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    rule(
      'no-circular',
      'A circle has no bottom: nothing in it can be understood or tested alone.',
      {},
      { circular: true },
    ),
    rule(
      'not-resolvable',
      'An import that leads nowhere hides what it would have broken.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-orphans',
      'A module that nobody imports and that imports nobody is dead.',
      { orphan: true, pathNot: ['\\.d\\.ts$', '^migrations/', '^scripts/', '\\.config\\.(ts|mjs)$', TESTS] },
      {},
    ),
    rule(
      'core-packages',
      'The core imports only pure packages from the allow-list.',
      { path: '^shared/src/core/', pathNot: TESTS },
      { ...OUTSIDE, pathNot: packages(CORE_PACKAGES) },
    ),
    rule(
      'core-stays-alone',
      'The core knows neither the contract nor any other part.',
      { path: '^shared/src/core/' },
      { path: '^(shared/src/schemas|server|web|scripts|tests|migrations)/' },
    ),
    rule(
      'schemas-packages',
      'The contract is TypeBox and nothing else.',
      { path: '^shared/src/schemas/', pathNot: TESTS },
      { ...OUTSIDE, pathNot: packages(['typebox']) },
    ),
    rule(
      'schemas-stay-alone',
      'The contract knows neither the core nor any other part.',
      { path: '^shared/src/schemas/' },
      { path: '^(shared/src/core|server|web|scripts|tests|migrations)/' },
    ),
    rule(
      'web-to-shared-only',
      'The browser shares nothing with the server but `shared`.',
      { path: '^web/' },
      { path: '^(server|scripts|tests|migrations)/' },
    ),
    rule(
      'server-to-shared-only',
      'The server runs without the web app, the scripts and the tests.',
      { path: '^server/' },
      { path: '^(web|scripts|tests)/' },
    ),
    rule(
      'migrations-are-frozen',
      'A migration that imports our code changes its meaning when that code changes.',
      { path: '^migrations/' },
      { path: '^(shared|server|web|scripts|tests)/' },
    ),
    rule(
      'tests-are-for-tests',
      'Nothing that ships may need a test helper.',
      { pathNot: ['^tests/', TESTS, '^vitest\\.config\\.ts$'] },
      { path: ['^tests/', TESTS] },
    ),
    rule(
      'shared-by-its-doors',
      'Other parts use @planner/shared/core and /schemas, never a file inside; a bench takes the machine apart.',
      { path: '^(server|web|scripts|tests|migrations)/', pathNot: '^tests/bench/' },
      { path: '^shared/src/', pathNot: '^shared/src/(core|schemas)/index\\.ts$' },
    ),
    rule(
      'one-file-knows-h3',
      'h3-js takes (lat, lng) where GeoJSON has [lng, lat]: converted in one file only.',
      { pathNot: '^shared/src/core/cells\\.ts$' },
      { path: packages(['h3-js']) },
    ),
    rule(
      'one-file-knows-time-zones',
      'Instants and local times meet in one file only.',
      { pathNot: '^shared/src/core/time\\.ts$' },
      { path: packages(['temporal-polyfill']) },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/dist/' },
    moduleSystems: ['es6'],
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts', '.json', '.css'],
    },
  },
}
