import type { Picture } from '../../../simulator/views/topology/picture.ts'
import { download } from '../../site/download.ts'

/** Saves the whole picture, whatever part of it is in view, with the colours that are on now. */
export async function savePicture(
  svg: SVGSVGElement,
  { width, height }: Picture,
  form: 'svg' | 'png',
): Promise<void> {
  const copy = svg.cloneNode(true) as SVGSVGElement
  bake(svg, copy)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const drawn = new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' })
  download(form === 'svg' ? drawn : await rendered(drawn, width, height), `hopwise-map.${form}`)
}

const properties = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font', 'opacity']

/** Writes the style that every element has onto its copy: a file has no style sheet. */
function bake(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  for (const name of properties)
    to.setAttribute(name === 'font' ? 'font' : name, style.getPropertyValue(name))
  if (from instanceof SVGTextContentElement) {
    to.setAttribute('font-family', style.fontFamily)
    to.setAttribute('font-size', style.fontSize)
    to.setAttribute('font-weight', style.fontWeight)
  }
  const { translate } = style
  if (translate && translate !== 'none') {
    const [x = '0', y = '0'] = translate.replaceAll('px', '').split(' ')
    to.setAttribute('transform', `translate(${x} ${y})`)
  }
  to.removeAttribute('style')
  to.removeAttribute('tabindex')
  for (const [i, child] of [...from.children].entries()) bake(child, to.children[i]!)
}

/** The policy of the site lets pictures come from the site alone, so this one goes by way of a bitmap. */
async function rendered(drawn: Blob, width: number, height: number): Promise<Blob> {
  const image = new Image()
  const url = URL.createObjectURL(drawn)
  try {
    image.src = url
    await image.decode()
    const canvas = new OffscreenCanvas(width * 2, height * 2)
    const context = canvas.getContext('2d')!
    context.scale(2, 2)
    context.fillStyle = getComputedStyle(document.documentElement).backgroundColor
    context.fillRect(0, 0, width, height)
    context.drawImage(image, 0, 0)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    URL.revokeObjectURL(url)
  }
}
