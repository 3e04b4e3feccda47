# because: AWS’s end of the private virtual interface is there, and the router’s end is not
# fails: backups-arrive-privately name-is-private badge-reader-stays-out
# signature: backups-arrive-privately(query-was-dropped,site-has-no-route;thing) badge-reader-stays-out(other-outcome,query-was-dropped,site-has-no-route;thing) name-is-private(query-was-dropped;thing)
# without: onprem put-uplink
