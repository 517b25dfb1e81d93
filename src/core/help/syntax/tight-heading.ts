import { markdownLineEnding, markdownSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types'

const hash = 35
const headingId = /\$\([ \t]*id[ \t]*=/

/**
 * A heading without the space after its hashes, known by its id.
 *
 * ```markdown
 * > | ###Title$(id="name")
 *     ^^^^^^^^^^^^^^^^^^^^
 * ```
 *
 * CommonMark reads it as a paragraph, and the section would be unreachable.
 */
export const tightHeading: Construct = { name: 'helpTightHeading', tokenize: tokenizeTightHeading }

function tokenizeTightHeading(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const context = this
  let size = 0

  // > | ###Title$(id="name")
  //     ^
  return function start(code) {
    if (code !== hash) return nok(code)
    effects.enter('atxHeading')
    effects.enter('atxHeadingSequence')
    return sequence(code)
  }

  // > | ###Title$(id="name")
  //     ^^^
  function sequence(code: Code): State | undefined {
    if (code === hash) {
      size += 1
      effects.consume(code)
      return size > 6 ? nok : sequence
    }
    if (code === null || markdownLineEnding(code) || markdownSpace(code)) return nok(code)
    effects.exit('atxHeadingSequence')
    effects.enter('atxHeadingText')
    effects.enter('chunkText', { contentType: 'text' })
    return text(code)
  }

  // > | ###Title$(id="name")
  //        ^^^^^^^^^^^^^^^^^
  function text(code: Code): State | undefined {
    if (code !== null && !markdownLineEnding(code)) {
      effects.consume(code)
      return text
    }
    const token = effects.exit('chunkText')
    effects.exit('atxHeadingText')
    if (!headingId.test(context.sliceSerialize(token))) return nok(code)
    effects.exit('atxHeading')
    return ok(code)
  }
}
