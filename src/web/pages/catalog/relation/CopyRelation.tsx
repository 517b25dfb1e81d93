import type { TabProps } from './tab.ts'

export function CopyRelation(_props: TabProps) {
  return null
}
