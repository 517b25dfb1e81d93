import {
  Boxes,
  Braces,
  Database,
  Eye,
  FileCode2,
  Folder,
  Globe,
  HardDrive,
  Hash,
  KeyRound,
  Layers,
  type LucideIcon,
  Puzzle,
  Radio,
  ServerCog,
  Sigma,
  SquareFunction,
  Table,
  Table2,
  UserRound,
  Zap,
} from 'lucide-react'

/** Objects that stand together in the tree. */
export interface KindGroup {
  readonly id: string
  readonly label: string
  readonly kinds: readonly string[]
}

/** In the order they are shown. Every kind is in one; what no group names is among the others. */
export const kindGroups: readonly KindGroup[] = [
  { id: 'tables', label: 'Tables', kinds: ['table', 'partitioned table'] },
  { id: 'views', label: 'Views', kinds: ['view'] },
  { id: 'materialized-views', label: 'Materialized views', kinds: ['materialized view'] },
  { id: 'foreign-tables', label: 'Foreign tables', kinds: ['foreign table'] },
  { id: 'sequences', label: 'Sequences', kinds: ['sequence'] },
  { id: 'functions', label: 'Functions', kinds: ['function', 'window function'] },
  { id: 'procedures', label: 'Procedures', kinds: ['procedure'] },
  { id: 'aggregates', label: 'Aggregates', kinds: ['aggregate'] },
  { id: 'types', label: 'Types', kinds: ['enum', 'domain', 'composite type', 'range', 'base type'] },
  { id: 'extensions', label: 'Extensions', kinds: ['extension'] },
  { id: 'foreign-servers', label: 'Foreign servers', kinds: ['foreign data wrapper', 'foreign server'] },
  { id: 'replication', label: 'Publications and subscriptions', kinds: ['publication', 'subscription'] },
  { id: 'event-triggers', label: 'Event triggers', kinds: ['event trigger'] },
  { id: 'roles', label: 'Roles', kinds: ['role'] },
  { id: 'privileges', label: 'Privileges', kinds: ['default privileges', 'system privileges'] },
  { id: 'tablespaces', label: 'Tablespaces', kinds: ['tablespace'] },
  { id: 'others', label: 'Others', kinds: [] },
  { id: 'from-extensions', label: 'From extensions', kinds: [] },
]

/** Position of what extensions brought, whatever its kind. */
export const extensionGroup = kindGroups.length - 1

const groupNumbers = new Map(kindGroups.flatMap(({ kinds }, number) => kinds.map((kind) => [kind, number] as const)))

/** Position in {@link kindGroups}. */
export function groupNumber(kind: string): number {
  return groupNumbers.get(kind) ?? kindGroups.length - 2
}

const icons: Readonly<Record<string, LucideIcon>> = {
  database: Database,
  schema: Folder,
  table: Table2,
  'partitioned table': Layers,
  view: Eye,
  'materialized view': HardDrive,
  'foreign table': Globe,
  sequence: Hash,
  function: SquareFunction,
  'window function': SquareFunction,
  procedure: FileCode2,
  aggregate: Sigma,
  enum: Braces,
  domain: Braces,
  'composite type': Braces,
  range: Braces,
  'base type': Braces,
  extension: Puzzle,
  'foreign data wrapper': ServerCog,
  'foreign server': ServerCog,
  publication: Radio,
  subscription: Radio,
  'event trigger': Zap,
  role: UserRound,
  tablespace: HardDrive,
  'default privileges': KeyRound,
  'system privileges': KeyRound,
  group: Table,
}

export const kindIcon = (kind: string): LucideIcon => icons[kind] ?? Boxes
