# What is being made is ready when the night begins. The zone fails as both servers write, and an hour later it is back.
sleep 3600
fault inject-fault --targets use1-az1 > /dev/null
sleep 300
for host in backup-1 backup-2; do lab on $host ./night-run; done > /dev/null 2>&1
sleep 3600
fault clear-fault --targets use1-az1 > /dev/null
sleep 300
