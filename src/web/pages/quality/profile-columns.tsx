import { Link } from 'wouter'
import type { LastFailure, ProfileSummary } from '../../../core/quality-api.ts'
import type { DataColumn } from '../../components/DataTable.tsx'
import { sizeText } from '../../components/quantity.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { Figure } from '../../quality/Figure.tsx'
import { valueWords } from '../../quality/figure-words.ts'
import { RelationLink } from '../../usage/RelationLink.tsx'

/** One notable change, with the profile that shows it. */
export interface Changed {
  readonly profile: ProfileSummary
  readonly change: NonNullable<ProfileSummary['changes']>[number]
}

const relationColumn = <Row,>(serviceId: string, of: (row: Row) => ProfileSummary | LastFailure): DataColumn<Row> => ({
  id: 'relation',
  label: 'Relation',
  value: (row) => `${of(row).schema}.${of(row).relation}`,
  render: (row) => <RelationLink serviceId={serviceId} relation={of(row)} tab="profile" />,
})

export const changeColumns = (serviceId: string): readonly DataColumn<Changed>[] => [
  relationColumn(serviceId, ({ profile }) => profile),
  { id: 'column', label: 'Column', value: ({ change }) => change.column },
  { id: 'message', label: 'What', value: ({ change }) => change.message, wide: true },
  {
    id: 'profiled',
    label: 'Seen',
    value: ({ profile }) => profile.profiledAt,
    render: ({ profile }) => <RelativeTime at={profile.profiledAt} />,
  },
]

export const failureColumns = (serviceId: string): readonly DataColumn<LastFailure>[] => [
  relationColumn(serviceId, (failure) => failure),
  { id: 'reason', label: 'Why', value: ({ reason }) => reason.message, wide: true },
  {
    id: 'run',
    label: 'Tried',
    value: ({ failedAt }) => failedAt,
    render: ({ failedAt, runId }) => (
      <Link to={`/runs/${runId}`}>
        <RelativeTime at={failedAt} />
      </Link>
    ),
  },
]

export const profileColumns = (serviceId: string): readonly DataColumn<ProfileSummary>[] => [
  relationColumn(serviceId, (profile) => profile),
  { id: 'database', label: 'Database', value: ({ database }) => database },
  {
    id: 'rows',
    label: 'Rows',
    value: ({ rows }) => (rows === null ? null : BigInt(rows.value)),
    render: ({ rows }) => rows && <Figure measure={rows}>{valueWords(rows.value)}</Figure>,
    numeric: true,
  },
  {
    id: 'bytes',
    label: 'On disk',
    value: ({ bytes }) => (bytes === null ? null : BigInt(bytes)),
    render: ({ bytes }) => bytes && sizeText(Number(bytes)),
    numeric: true,
  },
  { id: 'columns', label: 'Columns', value: ({ columnCount }) => columnCount, numeric: true },
  { id: 'changes', label: 'Changes', value: ({ changes }) => changes?.length ?? null, numeric: true },
  {
    id: 'note',
    label: 'Note',
    value: ({ problems }) => problems.map(({ message }) => message).join(' ') || null,
    wide: true,
  },
  {
    id: 'profiled',
    label: 'Profiled',
    value: ({ profiledAt }) => profiledAt,
    render: ({ profiledAt }) => <RelativeTime at={profiledAt} />,
  },
]
