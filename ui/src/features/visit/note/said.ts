/** How a signed note came to be on the screen, where that needs saying. */
export type Said = 'justSigned' | 'alreadySigned' | 'alreadySignedKept'
