import { markdownLineEnding, markdownSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, State } from 'micromark-util-types'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    helpId: 'helpId'
    helpIdMarker: 'helpIdMarker'
    helpIdValue: 'helpIdValue'
  }
}

const [dollar, openParen, closeParen, equals, letterI, letterD] = [36, 40, 41, 61, 105, 100]

/**
 * A heading's id, `$(id="sslMode")`, anywhere in text.
 *
 * Whatever starts with `$(id=` is an id, well formed or not, so that none is ever shown. Without a closing quote the
 * value ends at the first space, so that no word after it is lost.
 */
export const headingId: Construct = { name: 'helpId', tokenize: tokenizeId }

function tokenizeId(effects: Effects, ok: State, nok: State): State {
  let quote: Code = null

  // > | ### SSL mode $(id="sslMode")
  //                  ^
  return function start(code) {
    if (code !== dollar) return nok(code)
    effects.enter('helpId')
    effects.enter('helpIdMarker')
    return literal(dollar, literal(openParen, spaced(literal(letterI, literal(letterD, spaced(equalsSign))))))(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                      ^
  function equalsSign(code: Code): State | undefined {
    return literal(equals, spaced(valueStart))(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                       ^
  function valueStart(code: Code): State | undefined {
    if (code === null || !isQuote(code)) return bareStart(code)
    quote = code
    return effects.check(closedQuote(code), openQuote(quotedStart), openQuote(bareStart))(code)
  }

  function openQuote(next: State): State {
    return (code) => {
      effects.consume(code)
      return next
    }
  }

  // > | ### SSL mode $(id="sslMode")
  //                        ^
  function quotedStart(code: Code): State | undefined {
    if (code === quote) return closeQuote(code)
    effects.exit('helpIdMarker')
    effects.enter('helpIdValue')
    return quoted(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                        ^^^^^^^
  function quoted(code: Code): State | undefined {
    if (code !== quote) {
      effects.consume(code)
      return quoted
    }
    effects.exit('helpIdValue')
    effects.enter('helpIdMarker')
    return closeQuote(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                               ^
  function closeQuote(code: Code): State | undefined {
    effects.consume(code)
    return spaced(closeParenthesis)
  }

  // > | ### SSL mode $(id="sslMode")
  //                                ^
  function closeParenthesis(code: Code): State | undefined {
    if (code !== closeParen) return end(code)
    effects.consume(code)
    return end
  }

  function end(code: Code): State | undefined {
    effects.exit('helpIdMarker')
    effects.exit('helpId')
    return ok(code)
  }

  // > | ### SSL mode $(id=sslMode)
  //                       ^
  function bareStart(code: Code): State | undefined {
    if (endsBare(code)) return closeParenthesis(code)
    effects.exit('helpIdMarker')
    effects.enter('helpIdValue')
    return bare(code)
  }

  // > | ### SSL mode $(id=sslMode)
  //                       ^^^^^^^
  function bare(code: Code): State | undefined {
    if (!endsBare(code)) {
      effects.consume(code)
      return bare
    }
    effects.exit('helpIdValue')
    if (code === closeParen) {
      effects.enter('helpIdMarker')
      return closeParenthesis(code)
    }
    effects.exit('helpId')
    return ok(code)
  }

  function literal(expected: number | undefined, next: State): State {
    return (code) => {
      if (code !== expected) return nok(code)
      effects.consume(code)
      return next
    }
  }

  function spaced(next: State): State {
    return function space(code) {
      if (!markdownSpace(code)) return next(code)
      effects.consume(code)
      return space
    }
  }
}

/** A quote and its partner on the same line, with at most 200 characters between them. */
function closedQuote(quote: number): Construct {
  return {
    partial: true,
    tokenize: (effects, ok, nok) => {
      let size = 0
      return function start(code) {
        effects.enter('helpIdValue')
        effects.consume(code)
        return inside
      }

      function inside(code: Code): State | undefined {
        if (code === null || markdownLineEnding(code) || size > 200) return nok(code)
        effects.consume(code)
        size += 1
        return code === quote ? afterQuote : inside
      }

      function afterQuote(code: Code): State | undefined {
        effects.exit('helpIdValue')
        return ok(code)
      }
    },
  }
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39
}

function endsBare(code: Code): boolean {
  return code === null || markdownLineEnding(code) || markdownSpace(code) || code === closeParen
}
