/**
 * What came of a check, in the order somebody has to look at it: critical failures, what nobody knows, warnings, what
 * was never run, the rest.
 */
export const attentionStates = ['failed', 'error', 'warning', 'waiting', 'passed'] as const
export type AttentionState = (typeof attentionStates)[number]
