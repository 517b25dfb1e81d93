import type { SystemPrivileges } from '../../../core/catalog/objects.ts'
import type { ColumnPrivileges } from '../../../core/catalog/place.ts'
import { toSteps } from './attributes.ts'
import { changeGrants } from './change/grants.ts'
import type { GrantTarget } from './grants.ts'
import type { RenderContext, Step } from './step.ts'

const words = { table: 'TABLE', routine: 'FUNCTION', type: 'TYPE', schema: 'SCHEMA', language: 'LANGUAGE' } as const

/** From what the server came with to what is granted now. */
export function renderSystemPrivileges(privileges: SystemPrivileges, context: RenderContext): Step[] {
  const target = targetOf(privileges, context.versionNum)
  return toSteps('last', [
    ...changeGrants(privileges.initialGrants, privileges.grants, target),
    ...renderColumnPrivileges(privileges.columnPrivileges, target),
  ])
}

/** Between two states; where one is missing, the privileges are those that the server came with. */
export function changeSystemPrivileges(
  before: SystemPrivileges | null,
  after: SystemPrivileges | null,
  versionNum: number,
): string[] {
  const known = after ?? before
  if (known === null) return []
  const target = targetOf(known, versionNum)
  return [
    ...changeGrants(
      before === null ? known.initialGrants : before.grants,
      after === null ? known.initialGrants : after.grants,
      target,
    ),
    ...changeColumnPrivileges(before?.columnPrivileges ?? [], after?.columnPrivileges ?? [], target),
  ]
}

export function renderColumnPrivileges(columns: readonly ColumnPrivileges[], target: GrantTarget): string[] {
  return columns.flatMap(({ name, grants, initialGrants }) => changeGrants(initialGrants, grants, target, name))
}

export function changeColumnPrivileges(
  before: readonly ColumnPrivileges[],
  after: readonly ColumnPrivileges[],
  target: GrantTarget,
): string[] {
  const names = new Set([...before, ...after].map(({ name }) => name))
  return [...names].flatMap((name) => {
    const was = before.find((column) => column.name === name)
    const is = after.find((column) => column.name === name)
    const initial = is?.initialGrants ?? was?.initialGrants ?? null
    return changeGrants(was === undefined ? initial : was.grants, is === undefined ? initial : is.grants, target, name)
  })
}

const targetOf = ({ on, name, owner }: SystemPrivileges, versionNum: number): GrantTarget => ({
  kind: on,
  on: `${words[on]} ${name}`,
  owner: owner ?? '',
  versionNum,
})
