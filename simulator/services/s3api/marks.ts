import { base64Of, bytesOfBase64 } from '../../kernel/base64.ts'
import { invalidArgument } from './errors.ts'

// The tokens between the pages of S3's lists hold the name after which the next page starts.

const front = 'hopwise-s3:'

export const encodeMark = (name: string): string => base64Of(new TextEncoder().encode(front + name))

export function decodeMark(token: string): string {
  let text = ''
  try {
    text = new TextDecoder().decode(bytesOfBase64(token))
  } catch {
    // Not base64 at all: the same answer as for any other token that was never handed out.
  }
  if (!text.startsWith(front)) throw invalidArgument('The continuation token provided is incorrect')
  return text.slice(front.length)
}
