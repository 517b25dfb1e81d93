import { useId } from 'react'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { TabLinks } from '../../components/TabLinks.tsx'
import { useService } from '../../hooks/use-services.ts'
import { ChecksPart } from './ChecksPart.tsx'
import { OverviewPart } from './OverviewPart.tsx'
import { ProfilesPart } from './ProfilesPart.tsx'
import classes from './QualityPage.module.css'
import { SettingsPart } from './SettingsPart.tsx'

const overviewPart = { id: 'overview', label: 'Overview', Content: OverviewPart }
const parts = [
  overviewPart,
  { id: 'profiles', label: 'Profiles', Content: ProfilesPart },
  { id: 'checks', label: 'Checks', Content: ChecksPart },
  { id: 'settings', label: 'Settings', Content: SettingsPart },
]

/** What the rows of a service look like, what changed in them, and how they are looked at. */
export function ServiceQualityPage({ serviceId, part }: { readonly serviceId: string; readonly part: string | null }) {
  const panelId = useId()
  const service = useService(serviceId)
  const name = service.data?.name ?? '…'
  usePlace([{ label: 'Quality', to: '/quality' }, { label: name }])
  if (service.data === undefined) {
    if (service.error === null) return <PageSkeleton />
    return <LoadError error={service.error} retry={() => service.refetch()} retrying={service.isFetching} />
  }
  const chosen = parts.find(({ id }) => id === part) ?? overviewPart
  return (
    <div className={classes.page}>
      <h1>Quality of {name}</h1>
      <TabLinks
        label="Parts"
        panelId={panelId}
        chosen={chosen.id}
        tabs={parts.map(({ id, label }) => ({
          id,
          label,
          count: null,
          to: `/quality/${serviceId}${id === overviewPart.id ? '' : `/${id}`}`,
        }))}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${chosen.id}`} className={classes.panel}>
        <chosen.Content service={service.data} />
      </div>
    </div>
  )
}
