/**
 * How like recorded violence the demonstration's incidents are, as the tables of docs/demonstration.md:
 *
 *   node_modules/.bin/node tests/bench/demo/compare.ts
 *
 * The files of London and Chicago are read from ../shared/data beside the project; without them the figures that were measured
 * of them before stand in (real-figures.ts), and the table says so. Ends with 1 when a figure is outside its tolerance.
 */
import { compareFigures, formatAsIs, formatComparison, isWithin } from './comparison.ts'
import { measureDemo } from './measure-demo.ts'
import { measureChicago, measureLondon } from './measure-real.ts'
import { CHICAGO, LONDON } from './real-figures.ts'
import { missingRealData } from './read-real.ts'

const missing = missingRealData()
if (missing !== undefined) console.log(`${missing}: London and Chicago as measured before.\n`)
const london = missing === undefined ? measureLondon() : LONDON
const chicago = missing === undefined ? measureChicago() : CHICAGO
if (process.argv.includes('--figures')) console.log(JSON.stringify({ london, chicago }, null, 2))
const figures = compareFigures(london, chicago, await measureDemo())
console.log(formatComparison(figures))
console.log(`\n${formatAsIs(london, chicago)}`)
const outside = figures.filter((figure) => !isWithin(figure))
console.log(`\n${figures.length - outside.length} of ${figures.length} figures within their tolerance`)
process.exitCode = outside.length === 0 ? 0 : 1
