import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady } from './lab-page.ts'

// What the last command changed: in its pane, and on the map.

const sqs = `${inject('site')}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const show = (page: Page) => page.getByRole('tab', { name: 'Changes' }).click()

it('tells that nothing was changed yet, then what the last command changed, on the map too', async () => {
  const { page, complaints } = await openLab(browser, sqs)
  await untilReady(page)
  await show(page)
  await page.getByText('Nothing has been changed yet.').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.77.0/24 --query Subnet.State')
  const subnet = page.locator('.difference li.added', { hasText: /added subnet subnet-/ })
  await subnet.waitFor()
  await subnet.locator('summary').click()
  await subnet.getByText('10.20.77.0/24').first().waitFor()
  await page.getByText('No way between machines').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.locator('.marks .added').first().waitFor()
  expect(complaints).toEqual([])
})

it('tells what a month of it costs', async () => {
  const { page } = await openLab(browser, sqs)
  await untilReady(page)
  await type(
    page,
    'GROUP=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values=$VPC Name=group-name,Values=default --query "SecurityGroups[0].GroupId" --output text)',
  )
  await type(
    page,
    'aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs --subnet-ids $APP_SUBNET --security-group-ids $GROUP --query VpcEndpoint.State; sleep 300',
  )
  await show(page)
  await page.getByText(/\$\d+\.\d\d more/).waitFor()
  expect(await violationsOf(page)).toEqual([])
})
