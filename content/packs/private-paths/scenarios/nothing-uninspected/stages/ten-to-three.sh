# One of the firewalls dies, and does not come back.
fault inject-fault --targets $FW_A1 > /dev/null
