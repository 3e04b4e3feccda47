/** IAM API reference: documents in answers are URL-encoded as RFC 3986 says, which is more than JavaScript encodes. */
export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

export const decodeDocument = (encoded: string | undefined): string => decodeURIComponent(encoded ?? '')
