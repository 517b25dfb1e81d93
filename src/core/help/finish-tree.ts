import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import { toText } from 'hast-util-to-text'
import bash from 'highlight.js/lib/languages/bash'
import ini from 'highlight.js/lib/languages/ini'
import json from 'highlight.js/lib/languages/json'
import sql from 'highlight.js/lib/languages/sql'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import { type Place, placeOf } from './problem.ts'

const highlighter = createLowlight({ bash, ini, json, sql, yaml })
highlighter.registerAlias({ sql: ['postgres', 'postgresql', 'pgsql', 'plpgsql', 'psql'], bash: ['shell', 'console'] })
/** Longer code is shown plain: no page is improved by colouring it. */
const longestHighlighted = 20_000

const leftoverId = /[ \t]*\$\([ \t]*id[ \t]*=[ \t]*(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|([^\s)]{0,200}))[ \t]*\)?/g

/** A text without any `$(id=…)`. */
export function withoutIds(text: string): string {
  return text.replace(leftoverId, '')
}

/** An id that only showed after everything else was read, as in raw HTML. It is already out of the text. */
export interface LeftoverId {
  readonly id: string
  readonly place: Place
}

/**
 * Last steps on a sanitised tree: links open in a new tab without access to this page, images have a text, code is
 * highlighted, ids that stand in raw HTML are taken out and returned, positions are dropped.
 */
export function finishTree(root: Root, start: Place): LeftoverId[] {
  const leftover: LeftoverId[] = []
  finishChildren(root, start, false, leftover)
  return leftover
}

function finishChildren(parent: Root | Element, place: Place, inCode: boolean, leftover: LeftoverId[]): void {
  for (const child of parent.children) {
    const here = child.position === undefined ? place : placeOf(child)
    delete child.position
    if ('data' in child) delete child.data
    if (child.type === 'element') {
      finishElement(child)
      finishChildren(child, here, inCode || child.tagName === 'code' || child.tagName === 'pre', leftover)
    } else if (child.type === 'text' && !inCode) leftover.push(...takeLeftoverIds(child, here))
  }
  delete parent.position
}

function takeLeftoverIds(text: Text, place: Place): LeftoverId[] {
  const found: LeftoverId[] = []
  text.value = text.value.replace(leftoverId, (_, double, single, bare) => {
    found.push({ id: double ?? single ?? bare ?? '', place })
    return ''
  })
  return found
}

function finishElement(element: Element): void {
  const { properties, tagName } = element
  if (tagName === 'a' && typeof properties.href === 'string' && !properties.href.startsWith('#')) {
    properties.target = '_blank'
    properties.rel = ['noopener', 'noreferrer']
  }
  if (tagName === 'img') properties.alt ??= ''
  if (tagName === 'pre') {
    const [code] = element.children
    if (code?.type === 'element' && code.tagName === 'code') highlight(code)
  }
}

function highlight(code: Element): void {
  const classNames = Array.isArray(code.properties.className) ? code.properties.className : []
  const language = classNames
    .map(String)
    .find((name) => name.startsWith('language-'))
    ?.slice('language-'.length)
  if (language === undefined || !highlighter.registered(language.toLowerCase())) return
  const text = toText(code, { whitespace: 'pre' })
  if (text.length > longestHighlighted) return
  code.children = highlighter.highlight(language.toLowerCase(), text).children as ElementContent[]
}

/** Text of a tree as a reader sees it, with images as their text. */
export function toPlainText(root: Root): string {
  return toText(withImagesAsText(root) as Root)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function withImagesAsText(node: Root | RootContent | ElementContent): Root | RootContent {
  if (node.type === 'element' && node.tagName === 'img')
    return { type: 'text', value: String(node.properties.alt ?? '') }
  if (node.type !== 'element' && node.type !== 'root') return node
  return { ...node, children: node.children.map(withImagesAsText) } as Root | RootContent
}
