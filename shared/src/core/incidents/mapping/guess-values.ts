import { CODED_VALUES } from './parse-mapping.ts'
import type { CodedField } from './incident-mapping.ts'

type Rule = readonly [pattern: RegExp, ours: string]

/** Ordered: the first that fits holds, so what is particular stands before what is general. `''` leaves the value out. */
const RULES: Record<CodedField, readonly Rule[]> = {
  offence: [
    [/^violence and sexual offences?$|^violen(t|ce)[ -]crimes?$/, 'violence-with-injury'],
    [/\bdriving\b|death by|vehicle taking|arson|criminal damage|threat.*damage/, ''],
    [/public (order|fear)|harassment,? alarm/, ''],
    [/threats? to (kill|murder)|conspir\w* to (murder|kill)/, 'violence-without-injury'],
    [/attempt\w*:?( to)? (murder|kill)|murder.{0,3}attempt/, 'violence-with-injury'],
    [/\b(murder|manslaughter|homicide|infanticide)/, 'homicide'],
    [/robber|\brob\b|mugging|car ?jack|hijack/, 'robbery'],
    [
      /(possess|carry|having)\w*.*(weapon|firearm|gun|knife|knives|blade|bladed|ammunition)|(weapons?|firearms?|knife|knives) (offence|offense|violation|possession|law)|bladed? article|article with (a )?blade|dangerous weapons|offensive weapon/,
      'weapons',
    ],
    [
      /\brape|sexual|indecent assault|indecency|voyeur|exposure|grooming|sex (offence|offense|abuse|crime)|incest|sodomy/,
      'sexual-offence',
    ],
    [
      /without injury|no injury|common assault|assault (on )?(a )?(peace|police) officer|assault 4|pointing a firearm|assault,? (in the )?(3rd|4th|third|fourth) degree|(assault|battery) by beating|\bs(ec(tion)?)?\.? ?39\b|harass|stalk|threat|intimidat|malicious communication|coercive|controlling|kidnap|false imprisonment|abduct|(simple|misdemeanou?r) (assault|battery)|(assault|battery)[ :,-]+simple|assault 3|menac|modern slavery|cruelty to (a )?child/,
      'violence-without-injury',
    ],
    [
      /with injury|serious injury|\babh\b|\bgbh\b|actual bodily|grievous|bodily harm|wound|\bs(ec(tion)?)?\.? ?(18|20|47)\b|stabbing|shooting|aggravated (assault|battery)|(assault|battery)[ :,-]+agg|felony assault|assault (with|w\/|w) ?(an? )?(dangerous |deadly )?weapon|assault,? (in the )?(1st|2nd|first|second) degree|poison|strangul|endangering life|serious harm/,
      'violence-with-injury',
    ],
    [
      /burglar|\bb ?& ?e\b|break(ing)? (and|&) enter|theft|steal|stolen|shoplift|larceny|damage|arson|vandal|graffiti|drug|narcotic|cannabis|fraud|forger|deception|blackmail|extort|vehicle|motor|bicycle|cycle|anti.?social|public order|public fear|affray|disorder|riot|drunk|intoxicat|trespass|prostitut|gambling|begging|perjury|perver\w+ the course|bail|handling|going equipped|obstruct|breach|missing|lost property|suspicious|traffic|other crime|miscellaneous|liquor|wildlife|computer|identity|embezzle|counterfeit/,
      '',
    ],
  ],
  flags: [
    [/^(none|no|nil|n|n\/a|na|not applicable|false|0)$/, ''],
    [/knife|knives|blade|sharp instrument|\bkcv?\b/, 'knife'],
    [/fire ?arm|\bgun\b|shooting/, 'firearm'],
    [/\bvawg\b|violence against women/, 'vawg'],
    [/hate|racis|racial|homophob|transphob|faith|religio/, 'hate'],
    [/youth|juvenile|under.?18|young person/, 'youth'],
    [/night.?time|\bnte\b/, 'night-time-economy'],
    [/business|commercial/, 'business'],
    [/personal/, 'personal'],
  ],
  how_found: [
    [/^(unknown|not known|not recorded|n\/?k|u)$/, 'unknown'],
    [
      /police|officer|patrol|stop and search|stop & search|proactive|self.?generated|on.?view|custody|intelligence|warrant/,
      'police',
    ],
    [
      /public|victim|aggrieved|witness|\b999\b|\b101\b|\b911\b|phone|call|online|internet|web|counter|in person|walk.?in|e-?mail|letter|third party|partner agency/,
      'public',
    ],
  ],
  domestic: [
    [/^(unknown|not known|not recorded|n\/?k|u|n\/a)$/, ''],
    [/^(n|no|false|f|0)$|^(non|not)\b.*domestic|^no[ -]/, 'false'],
    [/^(y|yes|true|t|1|da|dv|dva)$|^domestic/, 'true'],
  ],
  place_type: [
    [/^(unknown|not known|not recorded|n\/?k|n\/a)$/, ''],
    [
      /police|hospital|nursing|care home|medical|surgery|school|college|university|prison|jail|custody|church|mosque|worship|office|hotel|hostel|factory|warehouse|industrial|government|court\b|library/,
      'other',
    ],
    [/car ?park|parking|petrol|gas station|filling station|\bgarage forecourt/, 'street'],
    [
      /public house|\bpubs?\b|\bbars?\b|tavern|night ?club|licensed|licenced|off.?licen[cs]e|liquor|wine bar|social club/,
      'licensed',
    ],
    [
      /\bbus|train|tram|tube|underground|railway|rail\b|station|\btaxi|airport|transport|platform|metro|subway|\bcta\b|ferry|transit/,
      'transport',
    ],
    [
      /\bparks?\b|playground|playing field|recreation|beach|woodland|\bwood\b|\bcommon\b|nature reserve|garden \(public/,
      'park',
    ],
    [
      /shop|store|supermarket|retail|mall|restaurant|cafe|café|take ?away|fast food|\bbank|market|grocer|pharmacy|chemist|betting|hairdress|barber/,
      'retail',
    ],
    [
      /dwelling|residen|\bhouse|\bhome|\bflats?\b|apartment|bungalow|maisonette|private garden|\bgarden|porch|hallway|yard/,
      'dwelling',
    ],
    [
      /street|road|footpath|footway|pavement|sidewalk|alley|highway|lane\b|subway|bridge|public place|open (space|land|ground)|path\b|verge|outside/,
      'street',
    ],
  ],
  status: [
    [/cancel|no.?crime|not a crime|unfounded|in error|duplicate|deleted|void|negated|erroneous/, 'cancelled'],
    [/transfer|other force|another force/, 'transferred'],
    [
      /open|live|active|current|closed|filed|complete|finali[sz]ed|detect|solved|charg|caution|summons|pending|investigat|record|allocat|suspended|no further|resolved|outcome|undetected|new|valid|confirmed|crimed|arrest|resultado|ic\b|invest cont/,
      '',
    ],
  ],
}

/** What one value of a source most likely means, or undefined when nobody can tell from the words. */
export function guessValue(field: CodedField, value: string): string | undefined {
  const text = value.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  if (CODED_VALUES[field].includes(text)) return text
  return RULES[field].find(([pattern]) => pattern.test(text))?.[1]
}
