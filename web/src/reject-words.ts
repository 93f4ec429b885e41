/** The core speaks of the mapping as a file; on the screens its words are given a meaning in a list. */
const NO_MEANING = /^The mapping gives no meaning to this value\..*/s

/** A reject's advice as it is read where the mapping is a screen. */
export const adviceInWords = (advice: string): string =>
  advice.replace(NO_MEANING, 'This word has no meaning yet: give it one under “What its words mean”.')
