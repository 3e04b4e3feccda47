# because: the servers call the endpoint without `bucket` in front of its name, which its certificate does not cover
# fails: photos-are-read reports-are-filed is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: ireland-loses-a-zone(certificate-not-for-name;thing) is-on-record(no-evidence;) nothing-is-deleted(certificate-not-for-name;) nothing-leaks(certificate-not-for-name;) photos-are-read(certificate-not-for-name;) reports-are-filed(certificate-not-for-name;) virginia-loses-zone-1(certificate-not-for-name;thing) virginia-loses-zone-2(certificate-not-for-name;thing)
# instead-of: lab on $HOST
  lab on $HOST aws configure set endpoint_url https://${NAME#\*.}
