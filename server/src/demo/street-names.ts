import { shuffled, uniform, type Rng } from '@planner/shared/core'

const FIRST =
  `Alder Amber Anvil Arbour Ashen Aspen Badger Barley Beacon Bellow Birch Blackthorn Bramble Briar Bridle Brook
Burdock Candle Carver Cedar Chalk Chandler Cherry Clay Clover Cobbler Comfrey Cooper Coppice Coral Cornflower Cygnet Damson Dairy
Drover Dyer Elder Ember Falcon Farrier Fennel Fern Ferry Finch Flint Forge Foundry Foxglove Gable Garland Glover Gorse Granary
Harbour Harebell Harvest Hawthorn Hazel Heron Holly Honey Hop Hornbeam Hurdle Ivy Juniper Kestrel Kiln Lantern Lapwing Larch Lark
Laurel Lavender Linden Linnet Loom Magpie Mallow Maple Marigold Marl Mason Meadow Medlar Mill Miller Mulberry Nettle Nightingale
Oakum Orchard Osier Otter Paddock Parchment Pearmain Pepper Pewter Pike Plover Poplar Potter Primrose Quarry Quince Rampart Raven
Reed Robin Ropewalk Rowan Rush Saddler Saffron Sage Sallow Sawyer Sedge Shepherd Silver Skylark Slate Smithy Sorrel Sparrow Spindle
Stable Starling Stone Swallow Tallow Tanner Teasel Thatcher Thistle Thorn Thrush Tiller Timber Turner Vine Violet Wagon Walnut Weaver
Wharf Wheat Whistle Willow Windmill Woodbine Wren Yarrow Yew`.split(/\s+/)

const SECOND =
  'Road Street Lane Avenue Grove Terrace Gardens Way Row Hill Parade Walk Close Crescent Mews Place Rise Square'.split(
    ' ',
  )

const BEFORE = ['Great', 'Little', 'Lower', 'Middle', 'Old', 'Upper']
/** Share of streets that have one of the words before. */
const WITH_WORD_BEFORE = 0.12

const TOWN_FIRST =
  'Alver Brindle Callow Dunsel Embern Fallow Gorsel Hallow Ilver Jessel Kettle Larken Mossel Nether Ottel Pendle Rindle Sorrel Tansel Ulling Vellen Wexel Yarrel Zeal'.split(
    ' ',
  )
const TOWN_SECOND = ['bourne', 'combe', 'croft', 'dene', 'holt', 'mere', 'stead', 'wick', 'worth']

/**
 * `count` different invented street names in random order.
 *
 * @throws RangeError when there are not so many
 */
export function streetNames(count: number, rng: Rng): string[] {
  const all = FIRST.flatMap((first) => SECOND.map((second) => `${first} ${second}`))
  if (count > all.length) throw new RangeError(`${count} street names were asked for; there are ${all.length}.`)
  return shuffled(all, rng)
    .slice(0, count)
    .map((name) =>
      uniform(rng) < WITH_WORD_BEFORE ? `${BEFORE[Math.floor(uniform(rng) * BEFORE.length)]!} ${name}` : name,
    )
}

/** All invented names of town centres in random order. */
export function townNames(rng: Rng): string[] {
  return shuffled(
    TOWN_FIRST.flatMap((first) => TOWN_SECOND.map((second) => first + second)),
    rng,
  )
}

/** `count` words in lower case, each chosen by `randomBelow`. */
export function inventWords(count: number, randomBelow: (limit: number) => number): string[] {
  return Array.from({ length: count }, () => FIRST[randomBelow(FIRST.length)]!.toLowerCase())
}
