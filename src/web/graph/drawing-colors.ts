/** Colours of a drawing, as CSS writes them. */
export interface DrawingColors {
  readonly body: string
  readonly box: string
  readonly head: string
  readonly text: string
  readonly dim: string
  readonly line: string
  /** Of lines that are not meant while others are. */
  readonly faint: string
  readonly accent: string
  readonly tint: string
  /** Names of fonts. */
  readonly font: string
}

/** Of the theme that is shown: neither canvases nor saved files know the page's variables. */
export function currentColors(): DrawingColors {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(`--pb-${name}`).trim()
  return {
    body: value('body'),
    box: value('raised'),
    head: value('panel'),
    text: value('text'),
    dim: value('dim'),
    line: value('line-strong'),
    faint: value('line'),
    accent: value('accent-text'),
    tint: value('accent-tint'),
    font: value('font'),
  }
}
