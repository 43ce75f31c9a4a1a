
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // Texts are written once and meant by number; so is what findings have in common.
  const T = data.texts;
  data.resources = data.resources.map(([kind, name, where, group, subscription, link]) => ({
    kind: T[kind],
    short: T[name],
    name: `${T[kind]} ${T[name]}${T[where]}`,
    group: T[group],
    subscription: T[subscription],
    link: link && T[link[0]] + T[link[1]],
  }));
  const position = ([source, line, column]) => {
    if (line) return `${T[source]}:${line}:${column}`;
    return column ? `${T[source]}, byte ${column}` : T[source];
  };
  const at = (where) => ({
    place: position(where),
    shown: where[3] && { number: where[3][0] === null ? 0 : where[1], before: T[where[3][0]] || "", marked: T[where[3][1]], after: T[where[3][2]] },
  });
  // Of a live finding the resource and its property, and the file that it was saved into.
  const placeOf = (number, way, where) => {
    const file = position(where);
    if (!data.live || number === null) return file;
    const property = data.resources[number].short + (T[way] ? ` ${T[way]}` : "");
    return data.saved ? `${property} (${data.saved}/${file})` : property;
  };
  data.words.forEach((words) => {
    words.key = `${words.new}\n${words.severity}\n${words.lint}\n${words.message}\n${words.help || ""}`;
  });
  // A finding is what it was written as until somebody looks at it.
  class Finding {
    constructor(written) {
      this.words = data.words[written[0]];
      this.written = written;
    }

    get severity() { return this.words.severity; }
    get confidence() { return this.words.confidence; }
    get lint() { return this.words.lint; }
    get message() { return this.words.message; }
    get new() { return this.words.new; }
    get date() { return this.words.date; }
    get help() { return this.words.help; }
    get symptoms() { return this.words.symptoms; }
    get fixes() { return this.words.fixes; }
    get key() { return this.words.key; }
    get resource() { return this.written[1]; }
    get source() { return T[this.written[3][0]]; }
    get related() { return this.written[4].map(([message, step]) => ({ message: T[message], at: at(step) })); }
    get at() {
      const [, resource, way, where] = this.written;
      return { ...at(where), place: placeOf(resource, way, where) };
    }
  }
  data.findings = data.findings.map((written) => new Finding(written));
  data.gateways = data.gateways.map(([number, worst, error, warning, note, next]) => {
    const { short, name, group, subscription } = data.resources[number];
    return { name: short, whole: name, group, subscription, worst, error, warning, note, next };
  });
  let opened = null;
  const behind = (reason) => {
    opened = opened || JSON.parse(document.getElementById("open-data").textContent);
    return opened[reason];
  };
  const form = document.getElementById("filter");
  const PAGE = 50;
  const ORDER = { error: 3, warning: 2, note: 1, "": 0 };

  // An element with its class, its texts and what is in it. Texts never become markup.
  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside.filter((part) => part !== null && part !== undefined));
    return element;
  };
  const written = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const counted = (number, word) => `${written(number)} ${word}${number === 1 ? "" : "s"}`;
  const badge = (severity) => make("span", `badge ${severity || "clean"}`, severity || "clean");
  const lintLink = (id) => {
    const link = make("a", "", make("code", "", id));
    link.href = `#about-${id}`;
    return link;
  };
  const scrolls = (element, label) => {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", label);
    return element;
  };

  // Lists are built piece by piece: what nobody looks at costs nothing.
  const pages = (into, items, build, size = PAGE) => {
    let from = 0;
    const button = make("button", "more");
    button.type = "button";
    const next = (all) => {
      const to = all ? items.length : Math.min(items.length, from + size);
      const piece = document.createDocumentFragment();
      const first = from;
      for (; from < to; from += 1) piece.append(build(items[from]));
      into.append(piece);
      const left = items.length - from;
      button.textContent = `Show ${written(Math.min(left, size * 4))} more of ${written(left)}`;
      button.hidden = left === 0;
      return into.children[first];
    };
    button.addEventListener("click", () => {
      size *= 4;
      const first = next(false);
      if (first) {
        const target = first.querySelector("summary, button, a") || first;
        target.focus();
      }
    });
    next(false);
    return { button, all: () => next(true) };
  };

  // What is written about a place: the line, and the text that is meant.
  const code = (shown, label) => {
    if (!shown) return null;
    const number = shown.number ? make("span", "number", String(shown.number)) : null;
    if (number) number.setAttribute("aria-hidden", "true");
    const marked = make("mark", shown.marked ? "" : "point", shown.marked);
    return scrolls(make("pre", "", ...(number ? [number] : []), make("code", "", shown.before, marked, shown.after)), label);
  };
  const name = (index) => (index === null ? "" : data.resources[index].name);
  const resource = (index) => {
    if (index === null) return null;
    const known = data.resources[index];
    if (!known.link) return make("span", "", known.name);
    const link = make("a", "", known.name);
    link.href = known.link;
    link.rel = "noreferrer";
    return link;
  };

  // The same finding on many resources is one card.
  const folded = (findings) => {
    const groups = new Map();
    for (const finding of findings) {
      const key = finding.key;
      const group = groups.get(key);
      if (group) group.push(finding);
      else groups.set(key, [finding]);
    }
    return [...groups.values()];
  };

  const note = (term, ...inside) => make("div", "", make("dt", "", term), make("dd", "", ...inside));
  const details = (finding) => {
    const box = make("div", "one");
    const facts = make("ul", "facts");
    if (finding.resource !== null) facts.append(make("li", "", resource(finding.resource)));
    facts.append(make("li", "", make("span", "place", finding.at.place)));
    if (finding.date) facts.append(make("li", "", `date: ${finding.date}`));
    if (finding.confidence !== "high") facts.append(make("li", "", `confidence: ${finding.confidence}`));
    box.append(facts);
    const line = code(finding.at.shown, "The line of the finding");
    if (line) box.append(line);
    if (finding.related.length) {
      const way = make("ol", "way");
      for (const step of finding.related) {
        const item = make("li", "", make("p", "", `${step.message} `, make("span", "place", step.at.place)));
        const shown = code(step.at.shown, "The line of this step");
        if (shown) item.append(shown);
        way.append(item);
      }
      box.append(make("p", "heading", "Where it comes from"), way);
    }
    return box;
  };
  const card = (group) => {
    const [first] = group;
    const element = make("details", `finding ${first.severity}`);
    const where = group.length > 1 ? counted(group.length, "place") : name(first.resource) || first.at.place;
    element.append(make("summary", "", badge(first.severity), " ", first.new ? make("span", "badge new", "new") : null, " ", make("span", "message", first.message), " ", make("span", "where", where)));
    const body = make("div", "body");
    element.append(body);
    const build = () => {
      if (body.firstChild) return;
      const notes = make("dl", "notes");
      notes.append(note("Lint", lintLink(first.lint)));
      if (first.help) notes.append(note("Help", first.help));
      if (first.symptoms.length) {
        notes.append(note("Users see", make("ul", "", ...first.symptoms.map((text) => make("li", "", text)))));
      }
      for (const fix of first.fixes) {
        notes.append(note("Fix", fix.title, fix.safe ? ": " : " (changes what the configuration means): ", make("code", "", fix.command)));
      }
      body.append(notes);
      const places = make("div", "places");
      const list = pages(places, group, details, 20);
      body.append(places, list.button);
    };
    element.addEventListener("toggle", () => { if (element.open) build(); });
    element.build = build;
    return element;
  };

  // A table whose columns sort.
  const table = (caption, columns, rows, sorted) => {
    const body = make("tbody");
    const head = make("tr");
    let by = sorted;
    let down = true;
    let list = null;
    const show = () => {
      const value = columns[by].value;
      const factor = down ? -1 : 1;
      rows.sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return factor * (typeof x === "number" ? x - y : String(x).localeCompare(String(y))) || a.at - b.at;
      });
      [...head.children].forEach((cell, at) => {
        if (at === by) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        else cell.removeAttribute("aria-sort");
      });
      body.replaceChildren();
      const fresh = pages(body, rows, (row) => {
        const line = make("tr");
        columns.forEach((column, at) => {
          const cell = make(at === 0 ? "th" : "td", column.number ? "number" : "", column.show(row));
          if (at === 0) cell.scope = "row";
          line.append(cell);
        });
        return line;
      }, 20);
      if (list) list.button.replaceWith(fresh.button);
      list = fresh;
    };
    columns.forEach((column, at) => {
      const button = make("button", "", column.name);
      button.type = "button";
      button.addEventListener("click", () => {
        down = by === at ? !down : column.number === true || column.down === true;
        by = at;
        show();
      });
      const cell = make("th", column.number ? "number" : "", button);
      cell.scope = "col";
      head.append(cell);
    });
    const whole = make("table", "", make("caption", "", caption), make("thead", "", head), body);
    show();
    const box = scrolls(make("div", "scroll", whole), caption);
    const section = make("section", "table", box, list.button);
    return { section, all: () => list.all() };
  };

  data.gateways.forEach((row, at) => { row.at = at; });
  const printed = [];
  const pick = (field, value) => {
    form.elements[field].value = value;
    apply();
    document.getElementById("findings").scrollIntoView();
    document.getElementById("findings").focus();
  };
  const chooser = (text, field, value) => {
    const button = make("button", "pick", text);
    button.type = "button";
    button.addEventListener("click", () => pick(field, value));
    return button;
  };
  const counts = (name, severity) => ({
    name, number: true, value: (row) => row[severity], show: (row) => written(row[severity]),
  });
  const worst = { name: "Worst", down: true, value: (row) => ORDER[row.worst], show: (row) => badge(row.worst) };

  const tables = document.getElementById("tables");
  if (data.gateways.length) {
    const many = data.gateways.some((row) => row.subscription);
    const columns = [
      { name: "Gateway", value: (row) => row.name, show: (row) => chooser(row.name, "resource", row.whole) },
      worst, counts("Errors", "error"), counts("Warnings", "warning"), counts("Notes", "note"),
    ];
    if (data.gateways.some((row) => row.next)) {
      // Without a date comes after every date.
      columns.push({ name: "Next date", value: (row) => row.next || "9999", show: (row) => row.next });
    }
    if (many) {
      columns.splice(1, 0,
        { name: "Resource group", value: (row) => row.group, show: (row) => row.group },
        { name: "Subscription", value: (row) => row.subscription, show: (row) => row.subscription });
    }
    const built = table(`Gateways (${written(data.gateways.length)})`, columns, data.gateways, many ? 3 : 1);
    tables.append(built.section);
    printed.push(built);
  }
  const lints = new Map();
  for (const finding of data.findings) {
    let row = lints.get(finding.lint);
    if (!row) {
      row = { lint: finding.lint, error: 0, warning: 0, note: 0, all: 0, worst: "", at: lints.size, on: new Set() };
      lints.set(finding.lint, row);
    }
    row[finding.severity] += 1;
    row.all += 1;
    row.on.add(finding.resource);
    if (ORDER[finding.severity] > ORDER[row.worst]) row.worst = finding.severity;
  }
  if (lints.size) {
    const built = table(`Lints (${lints.size})`, [
      { name: "Lint", value: (row) => row.lint, show: (row) => chooser(row.lint, "lint", row.lint) },
      worst,
      { name: "Findings", number: true, value: (row) => row.all, show: (row) => written(row.all) },
      { name: "Resources", number: true, value: (row) => row.on.size, show: (row) => written(row.on.size) },
    ], [...lints.values()], 2);
    tables.append(built.section);
    printed.push(built);
  }
  tables.hidden = !tables.firstChild;

  const list = document.getElementById("list");
  let shownList = null;
  let texts = null;
  const text = (finding, at) => {
    texts = texts || [];
    if (texts[at] === undefined) {
      const shown = finding.at.shown;
      texts[at] = [finding.lint, finding.message, name(finding.resource), finding.at.place, finding.help,
        shown && shown.before + shown.marked + shown.after, ...finding.symptoms].join("\n").toLowerCase();
    }
    return texts[at];
  };
  // The findings under what they are grouped by, the worst first; gateways in the order of their table.
  const headings = {
    gateway: (finding) => name(finding.resource) || finding.source,
    lint: (finding) => finding.lint,
    subscription: (finding) => (finding.resource !== null && data.live && data.resources[finding.resource].subscription) || "no subscription known",
    file: (finding) => finding.source,
  };
  const grouped = (findings, by) => {
    if (!by) return null;
    const sections = new Map();
    for (const finding of findings) {
      const title = headings[by](finding);
      const members = sections.get(title);
      if (members) members.push(finding);
      else sections.set(title, [finding]);
    }
    const order = new Map(data.gateways.map((row, at) => [row.whole, at]));
    const place = (title) => (by === "gateway" && order.has(title) ? order.get(title) : Infinity);
    const worstOf = (members) => Math.max(...members.map((finding) => ORDER[finding.severity]));
    return [...sections].sort((a, b) => {
      const [x, y] = [place(a[0]), place(b[0])];
      if (x !== y) return x - y;
      return worstOf(b[1]) - worstOf(a[1]) || b[1].length - a[1].length;
    });
  };
  function apply() {
    const fields = form.elements;
    const severities = new Set([...fields].filter((box) => box.name === "severity" && box.checked).map((box) => box.value));
    const [lint, subscription, wanted] = [fields.lint.value, fields.subscription.value, fields.resource.value.toLowerCase().trim()];
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = data.findings.filter((finding, at) => severities.has(finding.severity)
      && (!lint || finding.lint === lint)
      && (!subscription || (finding.resource !== null && data.resources[finding.resource].subscription === subscription))
      && (!fields.change || !fields.change.value || (fields.change.value === "new") === Boolean(finding.new))
      && (!wanted || name(finding.resource).toLowerCase().includes(wanted))
      && words.every((word) => text(finding, at).includes(word)));
    const sections = grouped(found, fields.group.value);
    list.replaceChildren();
    let cardCount = 0;
    if (sections) {
      shownList = pages(list, sections, ([title, members]) => {
        const section = make("details", "group");
        const counts = ["error", "warning", "note"]
          .map((severity) => [members.filter((finding) => finding.severity === severity).length, severity])
          .filter(([count]) => count > 0).map(([count, word]) => counted(count, word)).join(", ");
        section.append(make("summary", "", make("strong", "", title), ` ${counts}`));
        const body = make("div", "");
        section.append(body);
        const build = () => {
          if (body.firstChild) return;
          const inside = pages(body, folded(members), card);
          body.after(inside.button);
        };
        section.addEventListener("toggle", () => { if (section.open) build(); });
        section.build = build;
        if (sections.length <= 20) { build(); section.open = true; }
        return section;
      });
      cardCount = sections.length;
    } else {
      const cards = folded(found);
      cardCount = cards.length;
      shownList = pages(list, cards, card);
    }
    list.after(shownList.button);
    document.querySelectorAll("#list ~ .more").forEach((button) => { if (button !== shownList.button) button.remove(); });
    const all = data.findings.length;
    const cards = cardCount === found.length ? "" : ` in ${counted(cardCount, sections ? "group" : "card")}`;
    fields.shown.value = (found.length === all ? counted(all, "finding") : `${written(found.length)} of ${counted(all, "finding")}`) + cards;
    if (!found.length) list.append(make("p", "", "No finding matches the filter."));
  }
  const options = (field, values) => {
    const select = form.elements[field];
    for (const value of values) {
      const option = make("option", "", value);
      option.value = value;
      select.append(option);
    }
    select.parentElement.hidden = values.length < 2;
  };
  if (data.findings.length) {
    options("lint", [...lints.keys()].sort());
    options("subscription", [...new Set(data.resources.map((known) => data.live && known.subscription).filter(Boolean))].sort());
    const names = document.getElementById("resources");
    // A list of thousands helps nobody; typing filters in any case.
    for (const known of data.resources.slice(0, 500)) {
      const option = make("option");
      option.value = known.name;
      names.append(option);
    }
    form.elements.resource.parentElement.hidden = data.resources.length < 2;
    form.elements.group.value = data.group_by;
    form.hidden = false;
    let waiting = 0;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 60); });
    form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
    apply();
  }

  // What was not evaluated, by its reason.
  const open = document.getElementById("open");
  if (open) {
    const built = pages(open, [...data.not_evaluated.entries()], ([at, [reason, remedy, count]]) => {
      const element = make("details", "entry", make("summary", "", `${counted(count, "check")}: ${T[reason]}`));
      const body = make("div", "body");
      element.append(body);
      element.addEventListener("toggle", () => {
        if (!element.open || body.firstChild) return;
        if (remedy !== null) body.append(make("p", "remedy", T[remedy]));
        const entries = make("ul", "");
        const each = pages(entries, behind(at), ([lint, number, where]) => {
          const item = make("li", "", lintLink(T[lint]));
          if (number !== null) item.append(" on ", resource(number));
          if (where) item.append(" ", make("span", "place", position(where)));
          return item;
        });
        body.append(entries, each.button);
      });
      return element;
    });
    open.after(built.button);
    printed.push(built);
  }
  const silent = document.getElementById("silent");
  if (silent) {
    const built = pages(silent, data.suppressed, (entry) => make("div", "entry",
      make("p", "", lintLink(entry.lint), `: ${entry.message} `, make("span", "place", entry.place)),
      make("p", "remedy", `by ${entry.by}${entry.reason ? `: ${entry.reason}` : ""}`)));
    silent.after(built.button);
    printed.push(built);
  }

  // Links into the documentation open it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#about-"]');
    if (link && link.hash === location.hash) reveal();
  });
  reveal();

  // Paper has no buttons: it gets every row, and the details of as many findings as a person reads.
  addEventListener("beforeprint", () => {
    printed.forEach((built) => built.all());
    document.querySelectorAll("details.picture").forEach((element) => { element.open = true; });
    if (!shownList) return;
    shownList.all();
    const cards = list.querySelectorAll("details.finding");
    if (cards.length <= 200) cards.forEach((element) => { element.build(); element.open = true; });
  });
})();
