import { useMemo, useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import { attentionStates } from '../../../core/quality/checks/attention.ts'
import { checkSorts, type ServiceChecks } from '../../../core/quality-api.ts'
import type { Order } from '../../components/DataTable.tsx'
import type { useChecks } from '../../hooks/use-checks.ts'
import { ListFoot } from '../ListFoot.tsx'
import { pagedRows, uniqueRows } from '../paged-rows.ts'
import { CheckDetail } from './CheckDetail.tsx'
import { CheckForm } from './CheckForm.tsx'
import { CheckTable } from './CheckTable.tsx'
import { type ShapeColumn, toDraft } from './check-draft.ts'

interface Props {
  readonly serviceId: string
  /** With at least one page. */
  readonly found: ReturnType<typeof useChecks>
  readonly order: Order
  readonly onSort: (order: Order) => void
  /** Of the one relation that all checks are about; null where they are about several. */
  readonly columns: readonly ShapeColumn[] | null
}

const noPages: readonly ServiceChecks[] = []

/** Checks, and the details of the one that is open. */
export function CheckList({ serviceId, found, order, onSort, columns }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [editing, setEditing] = useState(false)
  const pages = found.data?.pages ?? noPages
  const checks = useMemo(
    () =>
      uniqueRows(
        pages.flatMap((page) => page.checks),
        ({ check }) => check.id,
      ),
    [pages],
  )
  const newest = pages.at(-1)
  if (newest === undefined) return null
  const open = checks.find(({ check }) => check.id === chosen) ?? null
  const choose = (id: string | null) => {
    setEditing(false)
    setChosen(id)
  }
  return (
    <>
      <CheckTable
        checks={checks}
        paged={pagedRows(found, newest, { sorts: checkSorts, order, onSort })}
        chosen={chosen}
        onChoose={choose}
      />
      <ListFoot
        error={found.isFetchNextPageError ? found.error : null}
        isMoved={isMoved(pages)}
        fetching={found.isFetching}
        onMore={found.fetchNextPage}
        onAgain={found.refetch}
      />
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
          keepValues={newest.keepValues}
          onClose={() => choose(null)}
          {...(columns === null ? {} : { onEdit: () => setEditing(true) })}
        />
      )}
    </>
  )
}

/** Whether checks came out otherwise between two pages. */
function isMoved(pages: readonly ServiceChecks[]): boolean {
  const words = ({ counts }: ServiceChecks) => attentionStates.map((state) => counts[state]).join()
  const [first] = pages
  return first !== undefined && pages.some((page) => words(page) !== words(first))
}
