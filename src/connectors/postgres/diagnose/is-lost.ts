import type { QueryFailure } from '../connection.ts'

/** SQLSTATEs with which the server ends the session: shutdown, crash, dropped database, its time limits. */
const endingStates = ['57P01', '57P02', '57P04', '57P05', '25P03', '25P04']

/** Our word for rows that no Postgres sends; the connection is as good as before. */
export const unknownAnswer = 'UNKNOWN_ANSWER'

/** Whether the connection is gone, not only the statement. */
export function isLost({ reason: { kind, value } }: QueryFailure): boolean {
  return (kind !== 'sqlstate' && value !== unknownAnswer) || endingStates.includes(value) || value.startsWith('08')
}
