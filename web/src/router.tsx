import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { isSignedOut } from './api/client.ts'
import { operationsQuery, sessionQuery } from './api/queries.ts'
import { ErrorPage, LoadingPage, NoOperationPage, NotFoundPage } from './components/pages.tsx'
import { Shell } from './shell/shell.tsx'
import { readHotspotSearch } from './state/hotspot-search.ts'
import { newestOperation, safeNext } from './state/navigation.ts'
import { readDay, readPlanSearch } from './state/plan-search.ts'
import { parseSearch, readOneOf, readText, stringifySearch } from './state/search-params.ts'

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (values: Record<string, unknown>) => ({
    next: readText(values, 'next'),
    reason: readOneOf(values, 'reason', ['expired', 'signed-out'] as const),
  }),
  component: lazyRouteComponent(() => import('./views/sign-in/sign-in-view.tsx'), 'SignInView'),
})

/** Everything behind sign-in. The session is asked for once; without one the reader signs in and comes back to the same address. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.queryClient.ensureQueryData(sessionQuery) }
    } catch (error) {
      if (!isSignedOut(error)) throw error
      throw redirect({ to: '/sign-in', search: { next: location.href, reason: undefined } })
    }
  },
  component: Shell,
})

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: async ({ context }) => {
    const { role } = context.session
    if (role === 'officer') throw redirect({ to: '/my-tour', search: { day: undefined } })
    const { operations } = await context.queryClient.ensureQueryData(operationsQuery)
    const operation = newestOperation(operations)
    if (operation === undefined) {
      if (role === 'tasking') throw redirect({ to: '/data', search: { operation: undefined } })
      return
    }
    throw redirect({ to: '/operations/$operationId/hotspots', params: { operationId: operation.operationId } })
  },
  component: NoOperationPage,
})

const hotspotsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations/$operationId/hotspots',
  validateSearch: readHotspotSearch,
  component: lazyRouteComponent(() => import('./views/hotspots/hotspots-view.tsx'), 'HotspotsView'),
})

const rankingSetupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations/$operationId/hotspots/new',
  component: lazyRouteComponent(() => import('./views/ranking-setup/ranking-setup-view.tsx'), 'RankingSetupView'),
})

const planRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations/$operationId/plan',
  validateSearch: readPlanSearch,
  component: lazyRouteComponent(() => import('./views/plan/plan-view.tsx'), 'PlanView'),
})

const planSetupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations/$operationId/plan/new',
  component: lazyRouteComponent(() => import('./views/plan-setup/plan-setup-view.tsx'), 'PlanSetupView'),
})

const lookingBackRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/looking-back',
  validateSearch: (values: Record<string, unknown>) => ({ backtest: readText(values, 'backtest') }),
  component: lazyRouteComponent(() => import('./views/looking-back/looking-back-view.tsx'), 'LookingBackView'),
})

const dataRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data',
  validateSearch: (values: Record<string, unknown>) => ({ operation: readText(values, 'operation') }),
  component: lazyRouteComponent(() => import('./views/data/data-view.tsx'), 'DataView'),
})

const loadRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data/load',
  component: lazyRouteComponent(() => import('./views/load/load-view.tsx'), 'LoadView'),
})

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data/imports/$importId',
  component: lazyRouteComponent(() => import('./views/import/import-view.tsx'), 'ImportView'),
})

const qualityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data/quality',
  component: lazyRouteComponent(() => import('./views/quality/quality-view.tsx'), 'QualityView'),
})

const areasRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data/areas',
  validateSearch: (values: Record<string, unknown>) => ({ operation: readText(values, 'operation') }),
  component: lazyRouteComponent(() => import('./views/areas/areas-view.tsx'), 'AreasView'),
})

const whatCountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/data/what-counts',
  validateSearch: (values: Record<string, unknown>): { operation: string | undefined; suggestion?: string } => {
    const operation = readText(values, 'operation')
    // `lat,lng` of a place that the report of the data's quality suggests to leave out
    const suggestion = readText(values, 'suggestion')
    return suggestion === undefined ? { operation } : { operation, suggestion }
  },
  component: lazyRouteComponent(() => import('./views/what-counts/what-counts-view.tsx'), 'WhatCountsView'),
})

const myTourRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-tour',
  validateSearch: (values: Record<string, unknown>) => ({ day: readDay(values, 'day') }),
  component: lazyRouteComponent(() => import('./views/my-tour/my-tour-view.tsx'), 'MyTourView'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    hotspotsRoute,
    rankingSetupRoute,
    planRoute,
    planSetupRoute,
    lookingBackRoute,
    dataRoute,
    loadRoute,
    importRoute,
    qualityRoute,
    areasRoute,
    whatCountsRoute,
    myTourRoute,
  ]),
])

/** The router and the cache of what the server said; when a session ends in mid-work, both start again at sign-in. */
export function createApp() {
  const onError = (error: unknown): void => {
    if (!isSignedOut(error)) return
    // Nobody was signed in, so nothing has ended: the route itself asks for sign-in.
    if (queryClient.getQueryData(sessionQuery.queryKey) === undefined) return
    const { href, pathname } = router.state.location
    if (pathname === '/sign-in') return
    void router
      .navigate({ to: '/sign-in', search: { next: safeNext(href), reason: 'expired' }, ignoreBlocker: true })
      .then(() => queryClient.clear())
  }
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof Error && 'status' in error && error.status !== 0),
      },
    },
  })
  const router = createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: ErrorPage,
    scrollRestoration: false,
  })
  return { router, queryClient }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createApp>['router']
  }
}
