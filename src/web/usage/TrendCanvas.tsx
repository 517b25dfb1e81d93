import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import classes from './TrendChart.module.css'
import type { TrendPoint } from './TrendChart.tsx'

interface Props {
  readonly points: readonly TrendPoint[]
  readonly format: (value: number) => string
}

const height = 148

export function TrendCanvas({ points, format }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const plot = new uPlot(
      optionsFor(element, format),
      [points.map(({ until }) => Date.parse(until) / 1000), points.map(({ value }) => value)],
      element,
    )
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [points, format, scheme])
  return <div ref={place} className={classes.canvas} aria-hidden="true" />
}

function optionsFor(element: HTMLElement, format: (value: number) => string): uPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--pb-${name}`).trim()
  const axis = {
    stroke: colour('dim'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: '11px sans-serif',
  }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [
      { ...axis, size: 40 },
      { ...axis, size: 72, values: (_, splits) => splits.map(format) },
    ],
    series: [{}, { stroke: colour('accent-text'), width: 1.5, fill: colour('accent-tint'), points: { size: 5 } }],
  }
}
