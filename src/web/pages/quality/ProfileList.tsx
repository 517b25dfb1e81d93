import { Link } from 'wouter'
import {
  type LastFailure,
  type ProfileFilter,
  type ProfileSummary,
  profileSorts,
  type ServiceProfiles,
} from '../../../core/quality-api.ts'
import { searchWords } from '../../../core/search-words.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { SelectBox } from '../../components/TextBox.tsx'
import { isOneOf, readOrder, useListQuery, writeOrder } from '../../hooks/use-list-query.ts'
import { useProfiles } from '../../hooks/use-quality.ts'
import { ListFilter } from '../../quality/ListFilter.tsx'
import { PagedTable } from '../../quality/PagedTable.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { profileColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

/** Each relation's newest profile; `total` is how many there are without a filter. */
export function ProfileList({ serviceId, total }: { readonly serviceId: string; readonly total: number }) {
  const [query, change] = useListQuery()
  const order = readOrder(query, profileSorts)
  const filter: ProfileFilter = {
    only: query.get('only') === 'changed' ? 'changed' : null,
    words: searchWords(query.get('q') ?? ''),
    sort: order !== null && isOneOf(profileSorts, order.id) ? order.id : 'relation',
    down: order?.down === true,
  }
  const found = useProfiles(serviceId, filter)
  if (found.data === undefined) return <NotThereYet query={found} />
  const matching = found.data.pages.at(-1)?.matching ?? 0
  const isFiltered = filter.only !== null || filter.words.length > 0
  return (
    <>
      <ListFilter
        label="Search relations"
        words={query.get('q') ?? ''}
        onWords={(q) => change({ q })}
        count={isFiltered ? `${number(matching)} of ${counted(total, 'profile')}` : counted(matching, 'profile')}
      >
        <SelectBox
          aria-label="Which profiles"
          value={filter.only ?? ''}
          onChange={(event) => change({ only: event.currentTarget.value })}
        >
          <option value="">All profiles</option>
          <option value="changed">With notable changes</option>
        </SelectBox>
      </ListFilter>
      {matching === 0 ? (
        <p className={classes.nothing}>
          No profile is like this. <Link to={`/quality/${serviceId}/profiles`}>Show all</Link>
        </p>
      ) : (
        <PagedTable
          label="Profiles"
          found={found}
          rowsOf={profilesOf}
          rowKey={placeKey}
          columns={profileColumns(serviceId)}
          sorts={profileSorts}
          order={order}
          onSort={(next) => change(writeOrder(next))}
        />
      )}
    </>
  )
}

const profilesOf = ({ profiles }: ServiceProfiles) => profiles

export const placeKey = ({ database, schema, relation }: ProfileSummary | LastFailure) =>
  JSON.stringify([database, schema, relation])
