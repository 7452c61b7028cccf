/** The report in a real browser: nothing is fetched, nothing is logged, every chart is drawn, dark is another picture. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../verdict/reports/html/render-html.js';
import { sampleHistory, sampleVerdict } from './sample-run.js';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const present = existsSync(PROGRAM);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Counts the pixels of each chart that are not transparent; runs in the page. */
const DRAWN = `[...document.querySelectorAll('[data-chart]')].map((host) => {
  const canvas = host.querySelector('canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) drawn++;
  return [host.dataset.chart, drawn > 2000];
})`;
const ALL_DRAWN = ['load', 'deliveries', 'calls', 'acknowledgement', 'replies'].map((id) => [id, true]);

if (!present)
  test(`Chromium is not at ${PROGRAM}: the report is not looked at in a browser`, () => {
    expect(process.env.CI, 'CI must have Chromium').not.toBe('true');
  });

describe.skipIf(!present)('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-report-'));
  const file = join(folder, 'report.html');
  const noise: string[] = [];
  const requests: string[] = [];
  let browser: Browser;

  async function open(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
    const page = await browser.newPage(options);
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  beforeAll(async () => {
    const history = sampleHistory();
    writeFileSync(file, renderHtml(history, sampleVerdict(history)));
    browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens without an error and without a request of its own', async () => {
    const page = await open({});
    const own = requests.filter((url) => !url.startsWith('data:'));
    expect(own).toEqual([pathToFileURL(file).href]);
    expect(noise).toEqual([]);
    expect(await page.title()).toBe('fail: Duplicates, refusals, an outage & <lost> answers – waproof');
    await page.close();
  });

  test('draws every chart, also after the reader switches to dark', async () => {
    const page = await open({ colorScheme: 'light' });
    expect(await page.evaluate(DRAWN)).toEqual(ALL_DRAWN);
    const look = () => page.locator('[data-chart="calls"]').screenshot();
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const [lightLook, lightPaper] = [await look(), await paper()];
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(DRAWN)).toEqual(ALL_DRAWN);
    expect(await paper()).not.toBe(lightPaper);
    expect(lightLook.equals(await look())).toBe(false);
    expect(noise).toEqual([]);
    await page.close();
  });

  test('moves the cursor through all charts together and shows their values', async () => {
    const page = await open({ viewport: { width: 1_280, height: 2_400 } });
    await page.locator('[data-chart="load"] .u-over').hover({ position: { x: 300, y: 60 } });
    const values = await page.locator('[data-chart="replies"] .u-value').allInnerTexts();
    expect(values[0]).toMatch(/^\d+ s$/);
    expect(values[1]).toMatch(/^[\d.]+ m?s$/);
    await page.close();
  });

  test.each([
    ['a phone', 390],
    ['a desktop', 1_280],
  ])('fits %s without scrolling sideways', async (_, width) => {
    const page = await open({ viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });

  test('prints on light paper, even for a reader of dark pages', async () => {
    const page = await open({ colorScheme: 'dark', viewport: { width: 720, height: 1_000 } });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(720);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    await page.close();
  });

  test('reads without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('noscript').first().innerText()).toContain('The charts need JavaScript');
    expect(await page.locator('table.phases tbody tr').count()).toBe(7);
    await page.close();
  });
});
