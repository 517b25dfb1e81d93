import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { toSteps } from './attributes.ts'
import { changeGrants } from './change/grants.ts'
import { grantableOf } from './change/sql-name.ts'
import type { GrantTarget } from './grants.ts'
import type { RenderContext, Step } from './step.ts'
import { changeColumnPrivileges, renderColumnPrivileges } from './system-privileges.ts'
import { renderPolicies } from './table-code.ts'

/** What was changed on something that an extension brought, as far as a dump tells; the rest comes with the extension. */
export function renderMember(object: SnapshotObject, context: RenderContext): Step[] {
  const target = targetOf(object, context.versionNum)
  const grants =
    target === null || object.initialGrants === undefined
      ? []
      : changeGrants(object.initialGrants, object.grants, target)
  if (target === null || !('columns' in object)) return toSteps('last', grants)
  return [
    ...toSteps('last', [...grants, ...renderColumnPrivileges(object.columnPrivileges ?? [], target)]),
    ...renderPolicies(object),
  ]
}

/** @param before null for what is new with its extension */
export function changeMember(before: SnapshotObject | null, after: SnapshotObject, versionNum: number): string[] {
  const target = targetOf(after, versionNum)
  if (target === null) return []
  const initial = after.initialGrants === undefined ? after.grants : after.initialGrants
  const grants = changeGrants(before === null ? initial : before.grants, after.grants, target)
  if (!('columns' in after)) return grants
  const columns = before !== null && 'columns' in before ? (before.columnPrivileges ?? []) : []
  return [...grants, ...changeColumnPrivileges(columns, after.columnPrivileges ?? [], target)]
}

function targetOf(object: SnapshotObject, versionNum: number): GrantTarget | null {
  const grantable = grantableOf(object)
  return grantable === null || object.owner === null ? null : { ...grantable, owner: object.owner, versionNum }
}
