import { shallowReactive } from 'vue'

/** Rows of a section that are shown at once: about a screen. */
export const FIRST = 10

/** The sections of which the worker wanted to see the rest; found so again after a look at a case. */
export const unfolded = shallowReactive(new Set<string>())
