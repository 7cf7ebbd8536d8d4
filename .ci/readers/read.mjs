// Documents read by programs that share nothing with ours: every JSON Feed is
// held against a schema of the format and each item against the one we publish,
// by ajv; RSS and Atom are read by rss-parser and feedparser, CSV by papaparse,
// calendars by ical.js. The formats of one set must give the same ids.
// usage: read.mjs FORMAT-SCHEMA VACANCY-SCHEMA FOLDER...
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import FeedParser from "feedparser";
import ICAL from "ical.js";
import Papa from "papaparse";
import RSSParser from "rss-parser";

const [formatSchema, vacancySchema, ...folders] = process.argv.slice(2);
const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
addFormats(ajv);
const compiled = (path) => ajv.compile(JSON.parse(readFileSync(path, "utf8")));
const [isFeed, isVacancy] = [compiled(formatSchema), compiled(vacancySchema)];

const faults = [];
function wants(ok, path, what) {
  if (!ok) faults.push(`${path}: ${what}`);
}

function readJSON(text, path) {
  const doc = JSON.parse(text);
  for (const change of doc.changes ?? []) {
    wants(!change.vacancy || isVacancy(change.vacancy), path, `${change.id}: ${ajv.errorsText(isVacancy.errors)}`);
  }
  if (!doc.items) return null;
  wants(isFeed(doc), path, ajv.errorsText(isFeed.errors));
  for (const item of doc.items) {
    wants(isVacancy(item._vacancy), path, `${item.id}: ${ajv.errorsText(isVacancy.errors)}`);
  }
  return doc.items.map((item) => item.id);
}

function readByFeedparser(text) {
  return new Promise((resolve, reject) => {
    const ids = [];
    const parser = new FeedParser({ addmeta: false });
    parser.on("error", reject);
    parser.on("readable", () => {
      for (let item; (item = parser.read()); ) ids.push(item.guid);
    });
    parser.on("end", () => resolve(ids));
    parser.end(text);
  });
}

async function readXML(text, path) {
  const feed = await new RSSParser().parseString(text);
  const ids = feed.items.map((item) => item.guid ?? item.id);
  const others = await readByFeedparser(text);
  wants(ids.join() === others.join(), path, "rss-parser and feedparser read different ids");
  for (const item of feed.items) wants(item.title && item.link && item.isoDate, path, `${item.guid ?? item.id} lacks a title, link or date`);
  return ids;
}

function readCSV(text, path) {
  const { data, errors } = Papa.parse(text, { header: true, skipEmptyLines: true });
  wants(errors.length === 0 || data.length === 0, path, JSON.stringify(errors[0]));
  for (const row of data) {
    for (const cell of Object.values(row)) wants(!/^[=+\-@\t\r]/.test(cell), path, `a formula: ${cell}`);
  }
  return data.map((row) => row.id);
}

function readCalendar(text, path) {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((c) => new ICAL.Event(c));
  for (const e of events) wants(e.summary && e.endDate.compare(e.startDate) > 0 && e.sequence >= 0, path, `${e.uid} is no event`);
  return events.map((e) => "urn:uuid:" + e.uid);
}

const readers = { json: readJSON, rss: readXML, atom: readXML, csv: readCSV, ics: readCalendar };
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath ?? f.path, f.name)));
const sets = new Map();
let read = 0;
for (const path of files) {
  const [, stem, ext] = path.match(/^(.*)\.(\w+)$/) ?? [];
  if (!readers[ext]) continue;
  const ids = await readers[ext](readFileSync(path, "utf8"), path);
  read++;
  if (!ids) continue;
  wants(new Set(ids).size === ids.length, path, "an id stands twice");
  if (!sets.has(stem)) sets.set(stem, {});
  sets.get(stem)[ext] = ids;
}
let compared = 0;
for (const [stem, { json, rss, atom, csv, ics }] of sets) {
  if (!json) continue;
  compared++;
  for (const [name, ids] of Object.entries({ rss, atom, csv })) wants(ids?.join() === json.join(), `${stem}.${name}`, "other ids than the JSON feed");
  const dated = JSON.parse(readFileSync(`${stem}.json`, "utf8")).items.filter((i) => i._vacancy.closing.at).map((i) => i.id);
  wants(ics?.join() === dated.join(), `${stem}.ics`, "other events than the vacancies with a closing instant");
}
wants(compared > 10, "the folders", `only ${compared} sets were found`);
if (faults.length > 0) {
  console.error(faults.slice(0, 20).join("\n"));
  process.exit(1);
}
console.log(`ajv, rss-parser, feedparser, papaparse and ical.js read ${read} documents, ${compared} sets with the same ids in every format`);
