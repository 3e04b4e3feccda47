/** The languages that somebody reads, the best first, as programs learn them: LANGUAGE, LC_ALL, LC_MESSAGES, LANG. */
export function languagesOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  if (/^(C|POSIX)?(\.|$)/.test(locale)) return []
  // gettext manual, "Specifying a Priority List of Languages": the list goes before the locale.
  return [...(env['LANGUAGE'] ?? '').split(':'), locale].flatMap((one) => {
    const [, language, country] = /^([a-z]{2})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(one) ?? []
    return language === undefined ? [] : [country === undefined ? language : `${language}-${country}`]
  })
}
