// Globals of a page for `@segment/analytics-next`, loaded before the code that is tried.
// What the library asks of Segment's CDN is answered here: the source sends to the receiver.
import { JSDOM } from "jsdom";

const page = new JSDOM("<title>Quillmoor Supply</title>", {
  url: "https://www.quillmoor.example/basket",
  pretendToBeVisual: true,
});
const given = ["document", "navigator", "location", "localStorage", "history", "screen", "Event"];
for (const name of given) {
  Object.defineProperty(globalThis, name, { value: page.window[name], configurable: true });
}
globalThis.window = page.window;

const settings = {
  integrations: {
    "Segment.io": { apiKey: "k", apiHost: process.env.RECEIVER + "/v1", protocol: "http" },
  },
};
const send = globalThis.fetch;
let delivered = 0;
globalThis.fetch = page.window.fetch = async (url, options) => {
  if (String(url).startsWith("https://cdn.segment.com/")) {
    return new Response(JSON.stringify(settings));
  }
  const answer = await send(url, options);
  delivered += 1;
  return answer;
};

/** Resolves when so many calls have arrived. */
globalThis.arrived = async (calls) => {
  while (delivered < calls) await new Promise((resolve) => setTimeout(resolve, 2));
};
