/** What goes to the internet, and comes from it, passes an appliance behind a Gateway Load Balancer. */
export const inspected = `
  vpc security 10.63.0.0/16
  subnet fw-a security a 10.63.1.0/24
  subnet lb-a security a 10.63.11.0/24
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  inspector fw-lb lb-a
  inspect-with fw-lb fw-1
  inspection svc fw-lb
  vpc main 10.62.0.0/16
  subnet app main a 10.62.1.0/24
  subnet gate main a 10.62.9.0/24
  group web-group main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.62.1.10 web-group public
  igw igw main
  inspection-endpoint gwlbe svc main gate
  table edge-table main igw
  route edge-table 10.62.1.0/24 gwlbe
  table app-table main app
  route app-table 0.0.0.0/0 gwlbe
  table gate-table main gate
  route gate-table 0.0.0.0/0 igw
`
