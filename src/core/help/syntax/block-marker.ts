import { asciiAlpha, asciiAlphanumeric, markdownLineEnding, markdownSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types'
import { isBlockName } from '../block-names.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    helpMarker: 'helpMarker'
    helpMarkerSequence: 'helpMarkerSequence'
    helpMarkerName: 'helpMarkerName'
    helpMarkerRest: 'helpMarkerRest'
  }
}

const dollar = 36
const hyphen = 45

/**
 * A line that opens or closes a block: `$$name` or `$$`.
 *
 * It is a leaf, like a thematic break: it interrupts a paragraph, a table, a list and a block quote, and never reaches
 * into fenced code or an HTML comment. Which opener a closer belongs to is decided on the tree, where recovery is easy.
 */
export const blockMarker: Construct = { name: 'helpMarker', tokenize: tokenizeMarker }

/**
 * The same line inside a paragraph. Four spaces or a tab before `$$` make the line a continuation of the paragraph
 * above, so that only the text tokenizer sees it.
 *
 * ```markdown
 *   | Where the server listens.
 * > |     $$
 *         ^^
 * ```
 */
export const blockMarkerInText: Construct = {
  name: 'helpMarkerInText',
  tokenize: function tokenizeMarkerInText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const before = this.events.at(-1)?.[1].type
    const atLineStart = before === 'lineEnding' || before === 'linePrefix'
    return atLineStart ? tokenizeMarker.call(this, effects, ok, nok) : nok
  },
}

/** Succeeds on a marker line that stands alone, for constructs that have to end before one. */
export const markerAhead: Construct = { partial: true, tokenize: tokenizeMarker }

function tokenizeMarker(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const context = this
  return start

  // > | $$note
  //     ^
  function start(code: Code): State | undefined {
    if (code !== dollar) return nok(code)
    effects.enter('helpMarker')
    effects.enter('helpMarkerSequence')
    effects.consume(code)
    return secondDollar
  }

  // > | $$note
  //      ^
  function secondDollar(code: Code): State | undefined {
    if (code !== dollar) return nok(code)
    effects.consume(code)
    effects.exit('helpMarkerSequence')
    return afterSequence
  }

  // > | $$note
  //       ^
  function afterSequence(code: Code): State | undefined {
    if (!asciiAlpha(code)) return trailing(code)
    effects.enter('helpMarkerName')
    return name(code)
  }

  // > | $$note
  //       ^^^^
  function name(code: Code): State | undefined {
    if (asciiAlphanumeric(code) || code === hyphen) {
      effects.consume(code)
      return name
    }
    const token = effects.exit('helpMarkerName')
    const known = isBlockName(context.sliceSerialize(token).toLowerCase())
    return known && markdownSpace(code) ? spaceAfterKnownName(code) : trailing(code)
  }

  // > | $$note␠␠
  //           ^^
  function trailing(code: Code): State | undefined {
    if (markdownSpace(code)) {
      space(code)
      return trailing
    }
    return atLineEnd(code) ? end(code) : nok(code)
  }

  // > | $$note Text on the opener's own line
  //           ^
  function spaceAfterKnownName(code: Code): State | undefined {
    if (markdownSpace(code)) {
      space(code)
      return spaceAfterKnownName
    }
    if (atLineEnd(code)) return end(code)
    effects.enter('helpMarkerRest')
    effects.enter('chunkText', { contentType: 'text' })
    return rest(code)
  }

  // > | $$note Text on the opener's own line
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  function rest(code: Code): State | undefined {
    if (!atLineEnd(code)) {
      effects.consume(code)
      return rest
    }
    effects.exit('chunkText')
    effects.exit('helpMarkerRest')
    return end(code)
  }

  function end(code: Code): State | undefined {
    effects.exit('helpMarker')
    return ok(code)
  }

  function space(code: Code): void {
    effects.enter('whitespace')
    effects.consume(code)
    effects.exit('whitespace')
  }
}

function atLineEnd(code: Code): boolean {
  return code === null || markdownLineEnding(code)
}
