import { htmlFlow } from 'micromark-core-commonmark'
import { asciiAlpha, markdownLineEnding, markdownSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types'
import { markerAhead } from './block-marker.ts'

const [bang, hash, lessThan, question] = [33, 35, 60, 63]
const rawNames = ['pre', 'script', 'style', 'textarea']

/**
 * HTML that ends where a block marker or a heading begins.
 *
 * ```markdown
 *   | <div>
 * > | $$section
 *     ^
 * ```
 *
 * CommonMark ends such HTML at a blank line only and would swallow the marker. Comments, instructions, `<pre>` and
 * their kind, which have an end of their own, are left as they are: a section inside a comment is commented out.
 */
export const htmlBeforeMarker: Construct = {
  ...htmlFlow,
  tokenize: function tokenizeHtml(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const whole = htmlFlow.tokenize.call(this, effects, ok, nok)
    const guarded = htmlFlow.tokenize.call(this, endingBeforeMarker(effects), ok, nok)
    return effects.check(htmlWithOwnEnd, whole, guarded)
  },
}

/**
 * CommonMark's tokenizer looks past each line ending with `check` twice: is the next line blank, is it lazy. No blank
 * line is a marker, so "and no marker follows" may be added to both without knowing which is which.
 */
function endingBeforeMarker(effects: Effects): Effects {
  return {
    ...effects,
    check: (construct, yes, no) => {
      if (Array.isArray(construct) || !('tokenize' in construct)) return effects.check(construct, yes, no)
      return effects.check(construct as Construct, (code) => effects.check(noMarkerNext, yes as State, no)(code), no)
    },
  }
}

/** At a line ending whose next line is neither a marker nor a heading. */
const noMarkerNext: Construct = {
  partial: true,
  tokenize: (effects, ok, nok) => {
    return function lineEnding(code) {
      if (!markdownLineEnding(code)) return ok(code)
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      return lineStart
    }

    function lineStart(code: Code): State | undefined {
      if (markdownSpace(code)) {
        effects.enter('linePrefix')
        effects.consume(code)
        effects.exit('linePrefix')
        return lineStart
      }
      return effects.check(markerAhead, nok, effects.check(headingAhead, nok, ok))(code)
    }
  },
}

const headingAhead: Construct = {
  partial: true,
  tokenize: (effects, ok, nok) => {
    return function start(code) {
      if (code !== hash) return nok(code)
      effects.enter('atxHeadingSequence')
      return sequence(code)
    }

    function sequence(code: Code): State | undefined {
      if (code === hash) {
        effects.consume(code)
        return sequence
      }
      effects.exit('atxHeadingSequence')
      return code !== null && !markdownLineEnding(code) ? ok(code) : nok(code)
    }
  },
}

/** `<!…`, `<?…` and the elements whose content is no Markdown. */
const htmlWithOwnEnd: Construct = {
  partial: true,
  tokenize: (effects, ok, nok) => {
    let name = ''
    return function start(code) {
      if (code !== lessThan) return nok(code)
      effects.enter('htmlFlowData')
      effects.consume(code)
      return afterLessThan
    }

    function afterLessThan(code: Code): State | undefined {
      if (code === bang || code === question) return end(code)
      return asciiAlpha(code) ? tagName(code) : nok(code)
    }

    function tagName(code: Code): State | undefined {
      if (code !== null && asciiAlpha(code) && name.length < 9) {
        name += String.fromCharCode(code).toLowerCase()
        effects.consume(code)
        return tagName
      }
      return rawNames.includes(name) ? end(code) : nok(code)
    }

    function end(code: Code): State | undefined {
      effects.exit('htmlFlowData')
      return ok(code)
    }
  },
}
