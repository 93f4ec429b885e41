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

/** What only tests see, besides tests: made-up data and helpers beside the code. */
const TEST_DATA = ['\\.test-support\\.ts$', '\\.fixture\\.ts$']

/**
 * Areas and excluded places are the force's own ground: they stand beside the stages, for whichever looks at it.
 *
 * The stages from left to right (docs/architecture.md), with the modules of the core that hold what a later stage may read of
 * them, and where each is at home outside the core.
 */
const STAGES = [
  {
    core: 'incidents',
    outputs: ['incident', 'incident-columns', 'default-times'],
    schemas: 'import|incident',
    server: 'incidents/|routes/(imports|incidents)/|(services|repositories)/(import|incident)[^/]*$',
  },
  {
    core: 'hotspots',
    outputs: ['hotspot', 'hotspot-record'],
    schemas: 'ranking|backtest|harm|theme',
    server:
      'hotspots/|routes/(ranking(s|-previews)|backtests|themes|harm-table)/|(services|repositories)/(rank|backtest|theme|harm)[^/]*$|workers/(rank|backtest)',
  },
  {
    core: 'plans',
    outputs: ['plan'],
    schemas: 'plan|activity',
    server: 'plans/|routes/plans/|(services|repositories)/plan[^/]*$|workers/(plan|unit|measure)',
  },
]
const eachStage = (make) => STAGES.map((stage, index) => make(stage, STAGES.slice(index + 1))).slice(0, -1)
const coreOf = (stages) => `^shared/src/core/(${stages.map(({ core }) => core).join('|')})/`
const schemasOf = (stages) => `^shared/src/schemas/(${stages.map(({ schemas }) => schemas).join('|')})[^/]*$`
const serverOf = (stages) => `^server/src/(${stages.map(({ server }) => server).join('|')})`

const STAGE_RULES = [
  ...eachStage((stage, later) =>
    rule(
      `core-${stage.core}-go-left`,
      'Data moves from left to right, so imports go from right to left: a stage knows nothing of a later one.',
      { path: coreOf([stage]) },
      { path: coreOf(later) },
    ),
  ),
  ...eachStage((stage, later) =>
    rule(
      `${stage.core}-by-their-outputs`,
      'A later stage reads what an earlier one hands on, and nothing of how it got there.',
      { path: coreOf(later), pathNot: [TESTS, ...TEST_DATA] },
      { path: coreOf([stage]), pathNot: `/${stage.core}/(${stage.outputs.join('|')})\\.ts$` },
    ),
  ),
  ...eachStage((stage, later) =>
    rule(
      `schemas-${stage.core}-go-left`,
      'The contract of a stage is whole without those of later ones.',
      { path: schemasOf([stage]) },
      { path: schemasOf(later) },
    ),
  ),
  ...eachStage((stage, later) =>
    rule(
      `server-${stage.core}-go-left`,
      'Rows and services of a stage know nothing of a later one.',
      { path: serverOf([stage]) },
      { path: serverOf(later) },
    ),
  ),
  rule(
    'beside-the-stages',
    'Areas and duties stand beside the stages, tools of the core below them: each is whole without any.',
    { path: '^shared/src/core/((areas|duties)/|[^/]+\\.ts$)', pathNot: '^shared/src/core/index\\.ts$' },
    { path: coreOf(STAGES) },
  ),
]

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
      { path: '^shared/src/core/', pathNot: [TESTS, ...TEST_DATA] },
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
      { pathNot: ['^tests/', TESTS, ...TEST_DATA, '^vitest\\.config\\.ts$'] },
      { path: ['^tests/', TESTS, ...TEST_DATA] },
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
    rule(
      'one-file-knows-grids',
      'Grid metres become degrees in one file only, which says by what method and how exactly.',
      { pathNot: '^shared/src/core/grid\\.ts$' },
      { path: packages(['proj4']) },
    ),
    ...STAGE_RULES,
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
