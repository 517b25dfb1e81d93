/** The catalogs' one-letter codes as words. */

export const relationKinds = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
} as const

export const persistences = { p: 'permanent', u: 'unlogged', t: 'temporary' } as const
export const replicaIdentities = { d: 'default', n: 'nothing', f: 'full', i: 'index' } as const
export const identityKinds = { a: 'always', d: 'by default' } as const
export const generatedKinds = { s: 'stored', v: 'virtual' } as const
export const storages = { p: 'plain', e: 'external', x: 'extended', m: 'main' } as const
export const compressions = { p: 'pglz', l: 'lz4' } as const
export const typeKinds = {
  b: 'base',
  c: 'composite',
  d: 'domain',
  e: 'enum',
  m: 'multirange',
  p: 'pseudo',
  r: 'range',
} as const

export const constraintTypes = {
  c: 'check',
  f: 'foreign key',
  n: 'not null',
  p: 'primary key',
  u: 'unique',
  x: 'exclusion',
  t: 'trigger',
} as const

export const actions = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
} as const

export const matches = { s: 'simple', f: 'full', p: 'partial' } as const
export const enabledStates = { O: 'origin', D: 'disabled', R: 'replica', A: 'always' } as const
export const policyCommands = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' } as const
export const strategies = { LIST: 'list', RANGE: 'range', HASH: 'hash' } as const
export const routineKinds = { f: 'function', p: 'procedure', a: 'aggregate', w: 'window function' } as const
export const volatilities = { i: 'immutable', s: 'stable', v: 'volatile' } as const
export const parallels = { s: 'safe', r: 'restricted', u: 'unsafe' } as const
export const localeProviders = { c: 'libc', i: 'icu', b: 'builtin' } as const

export const privilegeTargets = {
  r: 'tables',
  S: 'sequences',
  f: 'routines',
  T: 'types',
  n: 'schemas',
  L: 'large objects',
} as const
