import { Button, Menu } from '@mantine/core'
import { type ReactNode, startTransition, useMemo, useState } from 'react'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { countText } from '../components/quantity.ts'
import { GraphCanvas } from './GraphCanvas.tsx'
import { GraphList } from './GraphList.tsx'
import classes from './GraphView.module.css'
import { toShapes } from './geometry.ts'
import type { Graph } from './graph.ts'
import { saveJson, savePng, saveSvg } from './save-graph.ts'
import { useLayout } from './use-layout.ts'

interface Props {
  /** What the graph shows, for screen readers. */
  readonly label: string
  /** Of saved files, without ending. */
  readonly fileName: string
  readonly graph: Graph
  /** Stands before the buttons. */
  readonly children?: ReactNode
  /** More to save, as items of the menu. */
  readonly exports?: ReactNode
}

/** A graph as a drawing or as a list, to look at and to take along. */
export function GraphView({ label, fileName, graph, children, exports }: Props) {
  const [view, setView] = useState<'graph' | 'list'>('graph')
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const shapes = useMemo(() => toShapes(graph, expanded), [graph, expanded])
  const placed = useLayout(shapes, graph.edges)
  const toggle = useMemo(
    () => (node: string) =>
      setExpanded((before) => {
        const after = new Set(before)
        if (!after.delete(node)) after.add(node)
        return after
      }),
    [],
  )
  const anyOpen = expanded.size > 0
  return (
    <section className={classes.whole} aria-label={label}>
      <div className={classes.bar}>
        <span className={classes.count}>
          {countText(graph.nodes.length)} relations, {countText(graph.edges.length)} edges
        </span>
        {children}
        <div className={classes.actions}>
          <Button
            variant="default"
            size="xs"
            aria-pressed={view === 'list'}
            onClick={() => startTransition(() => setView(view === 'list' ? 'graph' : 'list'))}
          >
            As a list
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => setExpanded(anyOpen ? new Set() : new Set(graph.nodes.map(({ id }) => id)))}
          >
            {anyOpen ? 'Fewer columns' : 'All columns'}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" size="xs">
                Save as…
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>What is shown as</Menu.Label>
              <Menu.Item disabled={placed === null} onClick={() => placed && saveSvg(fileName, placed, graph.edges)}>
                SVG
              </Menu.Item>
              <Menu.Item disabled={placed === null} onClick={() => placed && savePng(fileName, placed, graph.edges)}>
                PNG
              </Menu.Item>
              <Menu.Item onClick={() => saveJson(fileName, graph)}>JSON</Menu.Item>
              {exports}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {view === 'list' ? (
        <GraphList graph={graph} label={label} />
      ) : placed === null ? (
        <div className={classes.canvas}>
          <PageSkeleton />
        </div>
      ) : (
        <GraphCanvas label={label} graph={graph} shapes={placed} expanded={expanded} toggle={toggle} />
      )}
    </section>
  )
}
