/** What the command's exit code says. Every exit goes through one of these. */
export const exitCodes = {
  success: 0,
  /** The command did its work and the answer is no, such as a failed connection test. */
  no: 1,
  /** Nothing could be done with the input. */
  unusable: 2,
  interrupted: 3,
  bug: 70,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
