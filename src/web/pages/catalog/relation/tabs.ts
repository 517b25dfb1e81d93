import { lazy } from 'react'
import { tableKinds } from '../../../../core/diagram/key-diagram.ts'
import { ColumnsTab } from './ColumnsTab.tsx'
import { DdlTab } from './DdlTab.tsx'
import { DefinitionTab } from './DefinitionTab.tsx'
import { GrantsTab } from './GrantsTab.tsx'
import { IndexesTab } from './IndexesTab.tsx'
import { KeysTab } from './KeysTab.tsx'
import { PartitionsTab } from './PartitionsTab.tsx'
import { PoliciesTab } from './PoliciesTab.tsx'
import { ReferencesTab } from './ReferencesTab.tsx'
import { TriggersTab } from './TriggersTab.tsx'
import type { RelationTab } from './tab.ts'

const UsageTab = lazy(() => import('./UsageTab.tsx').then((module) => ({ default: module.UsageTab })))
const ProfileTab = lazy(() => import('./ProfileTab.tsx').then((module) => ({ default: module.ProfileTab })))
const ChecksTab = lazy(() => import('./ChecksTab.tsx').then((module) => ({ default: module.ChecksTab })))
const DiagramTab = lazy(() => import('./DiagramTab.tsx').then((module) => ({ default: module.DiagramTab })))

const LineageTab = lazy(() => import('./LineageTab.tsx').then((module) => ({ default: module.LineageTab })))

/**
 * The parts of a relation's page, one file each, in the order they are shown. Another part is another line here; one that
 * brings much code is loaded lazily, when it is first opened.
 */
export const relationTabs: readonly RelationTab[] = [
  { id: 'columns', label: 'Columns', count: ({ columns }) => columns.length, Content: ColumnsTab },
  { id: 'definition', label: 'Query', suits: ({ viewDefinition }) => viewDefinition !== null, Content: DefinitionTab },
  {
    id: 'keys',
    label: 'Keys',
    count: ({ constraints }) => constraints.length,
    suits: ({ kind }) => kind !== 'view' && kind !== 'materialized view',
    Content: KeysTab,
  },
  {
    id: 'indexes',
    label: 'Indexes',
    count: ({ indexes }) => indexes.length,
    suits: ({ kind }) => kind !== 'view' && kind !== 'foreign table',
    Content: IndexesTab,
  },
  {
    id: 'policies',
    label: 'Policies',
    count: ({ policies }) => policies.length,
    suits: ({ policies, rowSecurity }) => policies.length > 0 || rowSecurity.enabled,
    Content: PoliciesTab,
  },
  {
    id: 'triggers',
    label: 'Triggers',
    count: ({ triggers, rules }) => triggers.length + rules.length,
    suits: ({ triggers, rules }) => triggers.length + rules.length > 0,
    Content: TriggersTab,
  },
  {
    id: 'partitions',
    label: 'Partitions',
    suits: ({ partitioning, parents }) => partitioning !== null || parents.length > 0,
    Content: PartitionsTab,
  },
  { id: 'references', label: 'References', Content: ReferencesTab },
  {
    id: 'diagram',
    label: 'Diagram',
    // A partition's keys are its parent's.
    suits: ({ kind, partitionBound }) => partitionBound === null && (tableKinds as readonly string[]).includes(kind),
    Content: DiagramTab,
  },
  {
    id: 'lineage',
    label: 'Lineage',
    suits: ({ partitionBound }) => partitionBound === null,
    Content: LineageTab,
  },
  { id: 'usage', label: 'Usage', Content: UsageTab },
  { id: 'profile', label: 'Profile', Content: ProfileTab },
  { id: 'checks', label: 'Checks', Content: ChecksTab },
  { id: 'grants', label: 'Grants', count: ({ grants }) => grants?.length ?? null, Content: GrantsTab },
  { id: 'ddl', label: 'DDL', Content: DdlTab },
]
