import type { BacktestFile } from '@planner/shared/schemas'

/** The whole file as text; the same backtest gives the same bytes. */
export const formatBacktest = (file: BacktestFile): string => `${JSON.stringify(file, undefined, 1)}\n`
