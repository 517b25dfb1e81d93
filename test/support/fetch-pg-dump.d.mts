export const pgDumpModule: string
