import { ActionIcon } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import classes from './GraphView.module.css'
import { glide } from './use-fitting.ts'

/** What wheel and fingers do, for mouse and keys. */
export function ZoomButtons({ fit }: { readonly fit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow()
  return (
    <div className={classes.zoom}>
      <ActionIcon aria-label="Larger" onClick={() => void zoomIn(glide())}>
        <ZoomIn size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon aria-label="Smaller" onClick={() => void zoomOut(glide())}>
        <ZoomOut size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon aria-label="Show all" onClick={fit}>
        <Maximize size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  )
}
