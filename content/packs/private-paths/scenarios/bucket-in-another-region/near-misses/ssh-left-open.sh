# because: the archivist’s security group admits SSH from all of 10.0.0.0/8, and the peering brings Virginia into it
# fails: archivist-is-closed
# signature: archivist-is-closed(is-reached;eni,pcx,rtb,subnet,vpc)
# without: ssh
