/** Names of services that differ only in case or in how characters are composed are the same. */
export const serviceNameKey = (name: string): string => name.normalize('NFKC').toLowerCase()
