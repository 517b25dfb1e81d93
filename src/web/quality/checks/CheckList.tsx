import { useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import type { ServiceChecks } from '../../../core/quality-api.ts'
import type { Order } from '../../components/DataTable.tsx'
import type { Pages } from '../../hooks/use-pages.ts'
import { CheckDetail } from './CheckDetail.tsx'
import { CheckForm } from './CheckForm.tsx'
import { CheckTable } from './CheckTable.tsx'
import { type ShapeColumn, toDraft } from './check-draft.ts'

interface Props {
  readonly serviceId: string
  readonly found: Pages<ServiceChecks>
  readonly order: Order
  readonly onSort: (order: Order) => void
  /** Of the one relation that all checks are about; null where they are about several. */
  readonly columns: readonly ShapeColumn[] | null
}

/** Checks, and the details of the one that is open. */
export function CheckList({ serviceId, found, order, onSort, columns }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [form, setForm] = useState<'not asked for' | 'open' | 'closed'>('not asked for')
  const editing = form === 'open'
  const { pages } = found.data
  const open = pages.flatMap(({ checks }) => checks).findLast(({ check }) => check.id === chosen) ?? null
  const choose = (id: string | null) => {
    setForm('not asked for')
    setChosen(id)
  }
  return (
    <>
      <CheckTable found={found} order={order} onSort={onSort} chosen={chosen} onChoose={choose} />
      {open !== null && columns !== null && editing && (
        <CheckForm
          key={open.check.id}
          serviceId={serviceId}
          relation={String((open.written as JsonObject).relation)}
          columns={columns}
          initial={toDraft(open.written as JsonObject)}
          onDone={() => setForm('closed')}
        />
      )}
      {open !== null && !editing && (
        <CheckDetail
          key={open.check.id}
          serviceId={serviceId}
          entry={open}
          keepValues={pages.at(-1)?.keepValues === true}
          isReturn={form === 'closed'}
          onClose={() => choose(null)}
          {...(columns === null ? {} : { onEdit: () => setForm('open') })}
        />
      )}
    </>
  )
}
