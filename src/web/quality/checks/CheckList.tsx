import { useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import type { ServiceCheck } from '../../../core/quality-api.ts'
import { CheckDetail } from './CheckDetail.tsx'
import { CheckForm } from './CheckForm.tsx'
import { CheckTable } from './CheckTable.tsx'
import { type ShapeColumn, toDraft } from './check-draft.ts'

interface Props {
  readonly serviceId: string
  readonly checks: readonly ServiceCheck[]
  readonly keepValues: boolean
  /** Of the one relation that all checks are about; null where they are about several. */
  readonly columns: readonly ShapeColumn[] | null
}

/** Checks, and the details of the one that is open. */
export function CheckList({ serviceId, checks, keepValues, columns }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [editing, setEditing] = useState(false)
  const open = checks.find(({ check }) => check.id === chosen) ?? null
  const choose = (id: string | null) => {
    setEditing(false)
    setChosen(id)
  }
  return (
    <>
      <CheckTable checks={checks} chosen={chosen} onChoose={choose} />
      {open !== null && columns !== null && editing && (
        <CheckForm
          key={open.check.id}
          serviceId={serviceId}
          relation={String((open.written as JsonObject).relation)}
          columns={columns}
          initial={toDraft(open.written as JsonObject)}
          onDone={() => setEditing(false)}
        />
      )}
      {open !== null && !editing && (
        <CheckDetail
          key={open.check.id}
          serviceId={serviceId}
          entry={open}
          keepValues={keepValues}
          onClose={() => choose(null)}
          {...(columns === null ? {} : { onEdit: () => setEditing(true) })}
        />
      )}
    </>
  )
}
