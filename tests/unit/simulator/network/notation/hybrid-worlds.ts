// On premises is 192.168.0.0/16, the VPC 10.0.0.0/16.

export const bothEnds = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet fw main a 10.0.9.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  site dc 192.168.0.0/16 public 203.0.113.10 asn 65010
  site-host pc dc 192.168.1.10
  site-host printer dc 192.168.1.20
  site-router edge dc
  customer-gateway cgw 203.0.113.10 65010
  vpn-gateway vgw main
`

/** With a VPN connection that speaks BGP. */
export const dynamicVpn = `
  ${bothEnds}
  vpn line cgw vgw
  uplink edge line
  vgw-propagate main-table vgw
`

/** With a Direct Connect connection that is plugged in. */
export const directConnect = `
  ${bothEnds}
  cable port dc
`
