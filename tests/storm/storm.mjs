// What storms share: chance with a printed seed, people who send whole submissions and remember
// what they were told, and the question whether it is still true.
import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { Visitor } from '../journeys/kit.mjs';

// Splitmix: the same seed gives the same storm (of kills and words; not of the network's timing).
export function chance(seed) {
  let state = BigInt(seed);
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
    return Number((mixed ^ (mixed >> 31n)) >> 11n) / 2 ** 53;
  };
}
export const seedFrom = (word) => Number(word ?? process.env.HEED_STORM_SEED ?? randomInt(1, 2 ** 31));
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function openActivity(url) {
  const home = new Visitor(url);
  await home.get('/');
  return /href="(\/a\/[0-9a-f]{32})"/.exec(home.page.html)[1];
}

const codes = (html, tag) => new RegExp(`<strong[^>]*>(${tag}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]+)</strong>`).exec(html)?.[1];

// One person with one submission. Whatever interrupts it, send() again goes on where it was.
export class Person {
  constructor(url, path, words) {
    Object.assign(this, { visitor: new Visitor(url), path, words, kept: 0, begun: false, reference: null });
  }
  // Errors thrown are the network's; a page that is not what it should be comes back as a status.
  async send() {
    const { visitor, path } = this;
    if (!this.begun) {
      await visitor.get(path);
      await visitor.post(`${path}/start`);
      if (!visitor.page.path.includes('/q/')) return visitor.page.status;
      this.begun = true;
    }
    for (; this.kept < 4; this.kept += 1) {
      const page = await visitor.post(`${path}/q/${this.kept + 1}`, { answer: `${this.words}, answer ${this.kept + 1}` });
      if (page.status !== 200) return page.status;
    }
    const page = await visitor.post(`${path}/send`);
    return page.status === 200 ? this.read() : page.status;
  }
  // Takes the reference from the page that shows it. The draft is gone once it has been shown, so
  // the second look rests on the press key alone.
  read() {
    const reference = codes(this.visitor.page.html, '[A-Z]{2}');
    if (!reference) return this.visitor.page.status === 200 ? 599 : this.visitor.page.status;
    if (this.reference && this.reference !== reference) this.second = reference;
    this.reference = reference;
    this.privatePart = /class="heed-code">([^<]+)</.exec(this.visitor.page.html)?.[1] ?? this.privatePart;
    return 200;
  }
  async lookAgain() {
    await this.visitor.get(`${this.path}/sent`);
    return this.read();
  }
}

// What /follow shows for a reference and its private part, asked from an address of its own: the
// limit on look-ups is for each network.
let networks = 0;
export function follow(url, reference, privatePart) {
  const at = new URL('/follow', url);
  networks += 1;
  const body = new URLSearchParams({ reference, private: privatePart }).toString();
  return new Promise((resolve, reject) => {
    const asked = request(at, {
      method: 'POST', localAddress: `127.${1 + Math.floor(networks / 200)}.${networks % 200}.9`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, origin: url },
    }, (reply) => {
      let html = '';
      reply.on('data', (bytes) => { html += bytes; });
      reply.on('end', () => resolve({ status: reply.statusCode, html }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
