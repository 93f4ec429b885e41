import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

/**
 * Writes generated/demo-boroughs.geojson, the outlines of the demo force, from the npm package vega-datasets
 * (Open Government Licence v3; see README). Run by setup; only the result is read afterwards.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'node_modules', 'vega-datasets', 'data', 'londonBoroughs.json')
const target = join(root, 'generated', 'demo-boroughs.geojson')

const topology = JSON.parse(readFileSync(source, 'utf8')) as Topology<{ boroughs: GeometryCollection }>
const features = feature(topology, topology.objects.boroughs)
  .features.map(({ id, geometry }) => ({ type: 'Feature', properties: { name: String(id) }, geometry }))
  .sort((a, b) => (a.properties.name < b.properties.name ? -1 : 1))

// Six decimals are a tenth of a metre; the source is far coarser.
const text = JSON.stringify({ type: 'FeatureCollection', features }, (_key, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
)
mkdirSync(dirname(target), { recursive: true })
writeFileSync(`${target}.part`, `${text}\n`)
renameSync(`${target}.part`, target)
