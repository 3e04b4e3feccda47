/** What is printed in another way on purpose: the session and the line, and what it prints here instead. */
export const differences: ReadonlyMap<string, readonly string[]> = new Map([
  // The number is left over from whatever failed last; on another day it is 2.
  [
    'name-missing.txt web-1$ openssl s_client -connect order.corp.example:443 -brief',
    [
      'THREAD:error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:767:Name or service not known',
      'connect:errno=0',
      '[1]',
    ],
  ],
])
