export const errorIdOf = (id: string) => `${id}__error`
export const helpIdOf = (id: string) => `${id}__help`
export const labelIdOf = (id: string) => `${id}__label`
export const hintIdOf = (id: string) => `${id}__hint`

export interface Described {
  readonly id: string
  readonly rawErrors?: readonly string[] | undefined
  readonly required?: boolean | undefined
}

/** Attributes that tie a control to its message and to the first sentence of its help. */
export function describeControl({ id, rawErrors, required }: Described, ...more: readonly string[]) {
  const invalid = rawErrors !== undefined && rawErrors.length > 0
  return {
    id,
    invalid,
    'aria-required': required || undefined,
    'aria-describedby': [...(invalid ? [errorIdOf(id)] : []), ...more, helpIdOf(id)].join(' '),
  }
}
