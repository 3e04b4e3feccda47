# because: dns-1 knows one of the two addresses of the inbound Resolver endpoint
# fails: a-zone-may-fail night-is-in-the-archive night-came-through-a-door
# signature: a-zone-may-fail(query-was-dropped,struck-by-fault;eni,thing) night-came-through-a-door(no-evidence;) night-is-in-the-archive(other-answer;)
# instead-of: onprem put-dns-server
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.10.53
