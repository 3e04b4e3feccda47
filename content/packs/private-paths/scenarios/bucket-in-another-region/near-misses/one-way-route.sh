# because: the records VPC has no route back to Virginia, so that no answer arrives
# fails: photos-are-read reports-are-filed claims-servers-alone is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: claims-servers-alone(no-route;vpce) ireland-loses-a-zone(call-unanswered;thing) is-on-record(no-evidence;) nothing-is-deleted(call-unanswered;) nothing-leaks(call-unanswered;) photos-are-read(call-unanswered;) reports-are-filed(call-unanswered;) virginia-loses-zone-1(call-unanswered;thing) virginia-loses-zone-2(call-unanswered;thing)
# instead-of: aws ec2 create-route $IRELAND
  true # Nobody thinks of the way back.
