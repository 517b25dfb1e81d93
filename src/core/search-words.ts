/** Characters of such a box; more are no search. */
export const searchAtMost = 200

/** Words to look for, all to be found, as somebody wrote them into one box. */
export const searchWords = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
