// Keys and buttons of the review page. Everything it shows was written by the server; it only moves, asks and marks.
"use strict";

const csrf = document.querySelector("meta[name=csrf]").content;
const page = document.querySelector("[data-document]");
const status = document.querySelector("[data-status]");
const editor = document.querySelector("[data-edit]");
const help = document.querySelector("[data-help-shown]");
const items = [...document.querySelectorAll("[data-change].item")];
const decided = []; // changes that were decided here, the last one last: what `u` takes back
let current = null;
let busy = Promise.resolve(); // one decision after the other, however fast the keys come

function say(words, problem = false) {
  if (!status) return;
  status.textContent = words;
  status.classList.toggle("problem", problem);
}

async function send(path, body) {
  const headers = { "content-type": "application/json", "x-csrf-token": csrf };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const isJson = (response.headers.get("content-type") || "").includes("json");
  const answer = isJson ? await response.json() : { problem: await response.text() };
  return { ok: response.ok, answer };
}

function show(item) {
  if (!item) return;
  if (current) {
    current.removeAttribute("aria-current");
    document.getElementById(`c${current.dataset.change}`)?.classList.remove("current");
  }
  current = item;
  item.setAttribute("aria-current", "true");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  const mark = document.getElementById(`c${item.dataset.change}`);
  if (!mark) return;
  mark.closest("details")?.setAttribute("open", "");
  mark.classList.add("current");
  if (getComputedStyle(page).display === "grid") mark.scrollIntoView({ block: "center" });
}

const waits = (item) => item.dataset.state === "waiting";

function next(step) {
  const from = current ? items.indexOf(current) + step : 0;
  show(items[Math.min(Math.max(from, 0), items.length - 1)]);
}

function goOn() {
  const from = items.indexOf(current);
  const rest = [...items.slice(from + 1), ...items.slice(0, from)].find(waits);
  if (rest) return show(rest);
  const more = document.querySelector("[data-more]");
  const left = Number(page.querySelector("[data-left]").dataset.left);
  say(left ? `${left} left${more ? "; “More changes” shows them" : ""}` : "Nothing waits in this document any more");
}

function note(change, state, number, left) {
  const item = items.find((one) => one.dataset.change === String(change));
  if (item) {
    item.dataset.state = state;
    item.dataset.seen = number;
    item.querySelector("[data-said]").textContent =
      state === "waiting" && number ? "waits for a second person, or was undone" : state === "waiting" ? "" : state;
  }
  const count = page.querySelector("[data-left]");
  count.dataset.left = left;
  count.textContent = left.toLocaleString("en");
}

async function decide(item, what, more = {}) {
  const body = { what, seen: Number(item.dataset.seen), ...more };
  const { ok, answer } = await send(`/c/${item.dataset.change}`, body);
  if (!ok) {
    if (!answer.errors) say(answer.problem || "That did not work", true);
    return answer;
  }
  for (const [change, state] of Object.entries(answer.changes)) note(change, state, answer.number, answer.left);
  say(`${what === "undo" ? "Undone" : answer.changes[item.dataset.change]}; ${answer.left} left`);
  if (what === "undo") show(item);
  else {
    decided.push(item);
    goOn();
  }
  return null;
}

async function acceptRule(item) {
  const upto = Math.max(...items.map((one) => Number(one.dataset.change)));
  const { ok, answer } = await send(`/d/${page.dataset.document}/accept`, { rule: item.dataset.rule, upto });
  if (!ok) return say(answer.problem || "That did not work", true);
  for (const [change, state] of Object.entries(answer.changes)) note(change, state, answer.number, answer.left);
  say(`${Object.keys(answer.changes).length} accepted of ${item.dataset.rule}; ${answer.left} left`);
  goOn();
}

async function edit(item) {
  const response = await fetch(`/c/${item.dataset.change}/edit`);
  if (!response.ok) return say("The form cannot be loaded", true);
  editor.innerHTML = await response.text();
  editor.showModal();
  editor.querySelector("input, select, textarea").focus();
  const form = editor.querySelector("form");
  form.querySelector("[data-cancel]").addEventListener("click", () => editor.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = {};
    for (const control of form.querySelectorAll("[name]")) {
      fields[control.name] = control.type === "checkbox" ? String(control.checked) : control.value;
    }
    const why = form.querySelector("[data-why]").value.trim() || null;
    const problem = await decide(item, "edit", { fields, why });
    if (problem?.errors) refuse(form, problem.errors);
    else editor.close();
  });
}

function refuse(form, errors) {
  for (const place of form.querySelectorAll("[data-error-of]")) {
    const name = place.dataset.errorOf;
    const control = name && form.querySelector(`[name="${name}"]`);
    place.textContent = errors[name] || "";
    if (control) control.setAttribute("aria-invalid", String(name in errors));
  }
  const known = Object.keys(errors).find((name) => name && form.querySelector(`[name="${name}"]`));
  if (known) form.querySelector(`[name="${known}"]`).focus();
  else form.querySelector('[data-error-of=""]').textContent = Object.values(errors).join("; ");
}

async function act(what, item) {
  if (what === "undo") item = item && Number(item.dataset.seen) && !waits(item) ? item : decided.pop();
  if (!item) return say(what === "undo" ? "Nothing to undo" : "No change is chosen; j goes to the first", true);
  if (what === "accept-rule") return acceptRule(item);
  return what === "edit" ? edit(item) : decide(item, what);
}

function queue(work) {
  busy = busy.then(work).catch(() => say("The page does not answer", true));
}

const keys = { a: "accept", r: "reject", e: "edit", u: "undo", A: "accept-rule" };

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (!page || typing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "j" || event.key === "k") queue(() => next(event.key === "j" ? 1 : -1));
  else if (event.key === "?") help.showModal();
  else if (keys[event.key]) queue(() => act(keys[event.key], current));
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  const item = event.target.closest(".item");
  if (event.target.closest("[data-help]")) help.showModal();
  if (item && item !== current) show(item);
  if (button) queue(() => act(button.dataset.do, item));
});

const tip = document.querySelector("[data-tip-shown]");
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (tip) tip.textContent = event.target.closest("[data-tip]")?.dataset.tip || "";
  });
}

document.querySelector("[data-who]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await send("/name", { who: event.target.who.value });
  event.target.who.blur();
});
document.querySelector("[data-who] input")?.addEventListener("change", (event) => event.target.form.requestSubmit());
