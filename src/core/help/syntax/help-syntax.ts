import type { Extension } from 'micromark-util-types'
import { blockMarker, blockMarkerInText } from './block-marker.ts'
import { headingId } from './heading-id.ts'
import { htmlBeforeMarker } from './html-before-marker.ts'
import { longRun } from './long-run.ts'
import { tightHeading } from './tight-heading.ts'

const [hash, dollar, asterisk, lessThan, underscore] = [35, 36, 42, 60, 95] as const

/** Everything that help documents add to Markdown, by the character it starts with. */
export const helpSyntax: Extension = {
  flow: { [hash]: tightHeading, [dollar]: blockMarker, [lessThan]: htmlBeforeMarker },
  text: { [dollar]: [blockMarkerInText, headingId], [asterisk]: longRun, [underscore]: longRun },
}
