"use strict";
// The page on which people try a model: a form made of what the server tells of it.
(() => {
  const SHOWN = 10; // rows of a table
  const FEW_LABELS = 12; // more are searched rather than chosen from
  const MANY_COLUMNS = 60; // more are folded away
  const PAUSE = 250; // ms without a key until an answer is asked for

  const $ = (id) => document.getElementById(id);

  let token = "";
  let schema = null;
  let fields = [];
  let timer = 0;
  let asking = null;
  let sending = null;
  let download = "";

  /** Creates an element; children are elements or texts. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false && value !== null) {
        element.setAttribute(key, value === true ? "" : value);
      }
    }
    element.append(...children);
    return element;
  };

  const count = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

  /** A number with at most some digits that count, and all before the point. */
  const number = (value, digits = 4) => {
    if (value === null) {
      return "not a number";
    }
    const size = Math.abs(value);
    return size >= 10 ** digits && size < 1e15
      ? Math.round(value).toLocaleString("en")
      : String(Number(value.toPrecision(digits))).replace("-", "−");
  };

  const percent = (value) => {
    if (value === null) {
      return "not a number";
    }
    const shown = (100 * value).toFixed(1);
    return shown === "0.0" && value > 0
      ? "< 0.1 %"
      : shown === "100.0" && value < 1
        ? "> 99.9 %"
        : `${shown} %`;
  };

  const signed = (value, text) => (value < 0 ? "−" : "+") + text(Math.abs(value)).replace("−", "");

  const list = (names, last) =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

  /** The first of many names. */
  const some = (names, last) =>
    names.length > 6
      ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`
      : list(names, last);

  /** Asks the server; what it refuses becomes an error with its words. */
  const ask = async (path, options = {}) => {
    const headers = new Headers(options.headers);
    if (token) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    let response;
    try {
      response = await fetch(path, { ...options, headers });
    } catch (error) {
      throw error.name === "AbortError" ? error : new Error("The server does not answer, or broke off.");
    }
    if (response.ok) {
      return response;
    }
    const text = await response.text();
    let message = text;
    try {
      message = JSON.parse(text).error;
    } catch {
      // an answer of something between here and the server
    }
    if (response.status === 401) {
      message = token ? "The server does not accept this token." : "The server wants an access token.";
      $("access").hidden = false;
      $("main").hidden = true;
      $("trouble").textContent = message;
      $("token").focus();
    }
    throw new Error(message || `The server answers with status ${response.status}.`);
  };

  // The model

  const start = async () => {
    $("trouble").textContent = "";
    try {
      const names = (await (await ask("models")).json()).models;
      if (names.length === 0) {
        throw new Error("The server has no model.");
      }
      $("access").hidden = true;
      $("model").replaceChildren(...names.map((name) => make("option", { value: name }, name)));
      $("choice").hidden = names.length < 2;
      const wanted = decodeURIComponent(location.hash.slice(1));
      $("model").value = names.includes(wanted) ? wanted : names[0];
      await choose();
    } catch (error) {
      $("lead").textContent = "";
      $("trouble").textContent = error.message;
    }
  };

  const choose = async () => {
    const name = $("model").value;
    schema = await (await ask(`models/${encodeURIComponent(name)}`)).json();
    if (!$("choice").hidden) {
      history.replaceState(null, "", `#${encodeURIComponent(name)}`);
    }
    describe();
    buildForm();
    clearAnswer();
    clearFile();
    $("file").value = "";
    $("main").hidden = false;
    fill(true);
  };

  const describe = () => {
    const quantiles = schema.task === "regression" && schema.outputs.length > schema.targets.length;
    const what = {
      classification: () => `${list(schema.targets, "and")} (${some(schema.outputs, "or")})`,
      multi_label: () => `which of ${some(schema.outputs, "and")} apply,`,
      regression: () =>
        (schema.targets.length === 1 ? "the number " : "the numbers ") +
        some(schema.targets, "and") +
        (quantiles ? " by quantiles" : ""),
    }[schema.task]();
    document.title = `${schema.name}: try the model`;
    $("title").textContent = schema.name;
    $("lead").textContent = `Predicts ${what} from ${count(schema.columns.length, "column")}.`;
    if (schema.description) {
      $("lead").append(make("br"), schema.description);
    }
    const facts = Object.entries(schema.metrics ?? {}).map(([key, value]) => [key, number(value, 3)]);
    if (schema.rows) {
      facts.push(["rows learnt from", schema.rows.toLocaleString("en")]);
    }
    $("headline").replaceChildren(
      ...facts.map(([key, value]) => make("div", {}, make("dt", {}, key), make("dd", {}, value)))
    );
    $("headline").hidden = facts.length === 0;
    $("measured").hidden = !schema.evaluated_on;
    $("measured").textContent = schema.evaluated_on
      ? `Measured on ${count(schema.samples, "row")} (${schema.evaluated_on})` +
        (schema.chosen_by.length > 0
          ? `, by which ${list(schema.chosen_by, "and")} chose, so that they flatter the model.`
          : ".")
      : "";
    $("level-label").textContent =
      schema.task === "classification" ? "Classes that hold the true one with" : "Interval that holds with";
    $("level").replaceChildren(
      make("option", { value: "" }, "not asked for"),
      ...schema.levels.map((level) => make("option", { value: level }, `${100 * level} %`))
    );
    $("level").value = schema.levels.includes(0.9) ? 0.9 : "";
    $("level-choice").hidden = schema.levels.length === 0;
  };

  // The form

  const hint = (column) => {
    const parts = [];
    if (column.kind === "number" && column.max !== undefined) {
      parts.push(
        column.min === column.max
          ? `always ${number(column.min, 6)}`
          : `${number(column.min, 6)} to ${number(column.max, 6)}, median ${number(column.median, 6)}`
      );
    } else if (column.kind === "ordinal") {
      parts.push("in this order");
    } else if (column.categories?.length > FEW_LABELS) {
      parts.push(`one of ${column.categories.length}: type to search`);
    } else if (column.earliest) {
      parts.push(`from ${column.earliest} on`);
    } else if (column.kind === "text") {
      parts.push("free text");
    }
    const unknown = column.missing / (column.missing + column.present);
    if (unknown > 0) {
      parts.push(`unknown in ${percent(unknown)} of rows`);
    }
    return parts.join("; ");
  };

  const control = (column, id) => {
    const common = { id, name: column.name, placeholder: "unknown", spellcheck: "false" };
    switch (column.kind) {
      case "number": {
        const range = column.max - column.min;
        const step = column.whole ? 1 : range > 0 ? 10 ** Math.floor(Math.log10(range / 20)) : "any";
        return [make("input", { ...common, type: "number", step, inputmode: "decimal" })];
      }
      case "date":
        return [make("input", { ...common, type: "date" })];
      case "time":
        return [make("input", { ...common, type: "time", step: "any" })];
      case "datetime":
        return [make("input", { ...common, type: "datetime-local", step: "any" })];
      case "text":
        return [make("textarea", { ...common, rows: 3 })];
      default:
        return column.categories.length > FEW_LABELS
          ? [
              make("input", { ...common, type: "text", list: `${id}-list` }),
              make(
                "datalist",
                { id: `${id}-list` },
                ...column.categories.map((label) => make("option", { value: label }))
              ),
            ]
          : [
              make(
                "select",
                { id, name: column.name },
                make("option", { value: "" }, "(unknown)"),
                ...column.categories.map((label) => make("option", { value: label }, label))
              ),
            ];
    }
  };

  const buildForm = () => {
    fields = schema.columns.map((column, index) => {
      const id = `field-${index}`;
      const [input, ...more] = control(column, id);
      const note = make("p", { class: "note", id: `${id}-note`, hidden: true });
      const told = hint(column);
      const described = `${told ? `${id}-hint ` : ""}${id}-note`;
      input.setAttribute("aria-describedby", described);
      const box = make(
        "div",
        { class: column.kind === "text" ? "field wide" : "field" },
        make("label", { for: id }, column.name),
        input,
        ...more,
        ...(told ? [make("p", { id: `${id}-hint` }, told)] : []),
        note
      );
      return { column, input, note, box };
    });
    const grid = make("div", { class: "grid" }, ...fields.map((field) => field.box));
    const names = make("fieldset", {}, make("legend", {}, "Values of the columns"), grid);
    if (fields.length <= MANY_COLUMNS) {
      $("fields").replaceChildren(names);
      return;
    }
    const find = make("input", { type: "search", id: "find", placeholder: "part of a name", spellcheck: "false" });
    find.addEventListener("input", (event) => {
      event.stopPropagation();
      const part = find.value.toLowerCase();
      fields.forEach((field) => (field.box.hidden = !field.column.name.toLowerCase().includes(part)));
    });
    $("fields").replaceChildren(
      make(
        "details",
        {},
        make("summary", {}, `All ${count(fields.length, "column")}`),
        make("p", { class: "find" }, make("label", { for: "find" }, "Find a column"), find),
        make("div", { class: "scroll tall" }, names)
      )
    );
  };

  /** Fills the form with a typical row or with nothing. */
  const fill = (typical) => {
    for (const { column, input } of fields) {
      input.value = typical ? (column.example ?? "") : "";
    }
    changed(0);
  };

  /** Returns what a field says, with a note where it is unlike what the model has seen. */
  const read = ({ column, input }) => {
    const text = input.value;
    if (input.validity.badInput) {
      return { fault: column.kind === "number" ? "is not a number" : "is not complete" };
    }
    if (text.trim() === "") {
      return { value: null };
    }
    if (column.kind === "number") {
      const value = Number(text);
      return {
        value,
        note:
          value > column.max
            ? `above all that the model has seen, at most ${number(column.max, 6)}`
            : value < column.min
              ? `below all that the model has seen, at least ${number(column.min, 6)}`
              : "",
      };
    }
    return {
      value: text,
      note:
        column.categories && !column.categories.includes(text)
          ? "no label that the model knows: it counts as unknown"
          : column.earliest && text < column.earliest
            ? "before all that the model has seen"
            : "",
    };
  };

  const changed = (pause) => {
    const row = {};
    let faulty = false;
    for (const field of fields) {
      const { value, note = "", fault = "" } = read(field);
      row[field.column.name] = value ?? null;
      const told = note || fault;
      if (field.note.textContent !== told) {
        field.note.textContent = told;
        field.note.hidden = told === "";
      }
      field.input.setAttribute("aria-invalid", fault !== "");
      faulty ||= fault !== "";
    }
    command(row);
    clearTimeout(timer);
    asking?.abort();
    $("answer").classList.add("old"); // until the answer to this row is there
    if (!faulty && pause !== null) {
      timer = setTimeout(() => predict(row), pause);
    }
  };

  // The answer

  const clearAnswer = () => {
    asking?.abort();
    for (const id of ["verdict", "fault", "values", "moved"]) {
      $(id).replaceChildren();
    }
  };

  const predict = async (row) => {
    const mine = new AbortController();
    asking = mine;
    $("answer").setAttribute("aria-busy", "true");
    try {
      const body = { row };
      if ($("level").value) {
        body.level = Number($("level").value);
      }
      const response = await ask(`models/${encodeURIComponent(schema.name)}/explain`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: mine.signal,
      });
      show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") {
        clearAnswer();
        $("answer").classList.remove("old");
        $("fault").textContent = error.message;
      }
    } finally {
      if (asking === mine) {
        $("answer").setAttribute("aria-busy", "false");
      }
    }
  };

  /** The standard deviation behind a number, where the model predicts it. */
  const spread = (std) => (std === undefined ? "" : ` ± ${number(std, 3)}`);

  const show = (answer) => {
    const entries = Object.entries(answer.values);
    const score = schema.probabilities ? percent : number;
    const target = list(schema.targets, "and");
    const verdict = { head: "", more: "", sure: "" };
    if (schema.task === "classification") {
      verdict.head = answer.label || "undecided";
      verdict.more = `${target}, ${schema.probabilities ? "probability" : "score"} ${score(answer.values[answer.label] ?? null)}`;
    } else if (schema.task === "multi_label") {
      verdict.head = answer.labels.join(", ") || "none of them";
    } else if (answer.value !== undefined) {
      verdict.head = number(answer.value, 5) + spread(answer.std);
      verdict.more = target;
    } else {
      verdict.head =
        entries.length > 3
          ? `${entries.length} numbers`
          : entries.map(([name, value]) => `${name} ${number(value, 5)}${spread(answer.stds?.[name])}`).join(", ");
    }
    const level = `With ${100 * Number($("level").value)} %`;
    if (answer.set) {
      verdict.sure = `${level}: ${answer.set.length === 1 ? `${answer.set[0]} alone` : some(answer.set, "or")}`;
    } else if (answer.interval) {
      const [low, high] = answer.interval.map((bound) => number(bound, 5));
      verdict.sure = `${level}: ${low} to ${high}`;
    }
    $("answer").classList.remove("old");
    $("fault").textContent = "";
    $("verdict").replaceChildren(make("strong", {}, verdict.head), verdict.more, make("br"), verdict.sure);
    $("values").replaceChildren(...(entries.length > 1 ? [values(entries)] : []));
    $("moved").replaceChildren(...(answer.explained ? [moved(answer)] : []));
  };

  const bar = (size, kind = "") => {
    const part = make("i", { class: size < 0 ? "less" : "" });
    part.style.setProperty("--size", Math.min(1, Math.abs(size)));
    return make("div", { class: `bar ${kind}`, "aria-hidden": "true" }, part);
  };

  const heading = (...texts) =>
    make(
      "thead",
      {},
      make("tr", {}, ...texts.map(([text, kind = ""]) => make("th", { scope: "col", class: kind }, text)))
    );

  const values = (entries) => {
    const regression = schema.task === "regression";
    const sorted = regression ? entries : [...entries].sort((a, b) => b[1] - a[1]);
    const rest = sorted.slice(SHOWN);
    const bars = schema.probabilities;
    const name = regression ? "Number" : schema.task === "multi_label" ? "Label" : "Class";
    const rows = sorted
      .slice(0, SHOWN)
      .map(([label, value]) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, label),
          ...(bars ? [make("td", {}, bar(value))] : []),
          make("td", { class: "number" }, bars ? percent(value) : number(value, 5))
        )
      );
    if (rest.length > 0) {
      rows.push(
        make(
          "tr",
          { class: "sum" },
          make("th", { scope: "row" }, `${rest.length} more`),
          ...(bars ? [make("td")] : []),
          make("td", { class: "number" }, bars ? `≤ ${percent(rest[0][1])}` : `≤ ${number(rest[0][1], 5)}`)
        )
      );
    }
    const title = regression ? "Numbers" : bars ? "Probabilities" : "Scores";
    return make(
      "table",
      { class: bars ? "bars" : "" },
      make("caption", {}, make("strong", {}, title)),
      heading([name], ...(bars ? [["Share"]] : []), [bars ? "Probability" : regression ? "Value" : "Score", "number"]),
      make("tbody", {}, ...rows)
    );
  };

  const moved = (answer) => {
    const shown = answer.contributions.slice(0, SHOWN);
    const rest = answer.contributions.slice(SHOWN);
    const size = Math.max(...shown.map((one) => Math.abs(one.amount)), Number.MIN_VALUE);
    const share = schema.task !== "regression" && schema.probabilities;
    const text = share ? percent : (value) => number(value, 4);
    // as many decimals as three digits of the largest amount have
    const decimals = Math.min(Math.max(2 - Math.floor(Math.log10(size)), 0), 12);
    const amount = (value) =>
      signed(value, share ? (points) => (100 * points).toFixed(1) : (n) => n.toFixed(decimals));
    const row = (kind, name, value, part, added) =>
      make(
        "tr",
        { class: kind },
        make("th", { scope: "row" }, name),
        make("td", { class: "value" }, value),
        make("td", {}, ...part),
        make("td", { class: "number" }, added)
      );
    const rows = shown.map((one) =>
      row("", one.column, one.value, [bar(one.amount / size, "signed")], amount(one.amount))
    );
    if (rest.length > 0) {
      const sum = rest.reduce((all, one) => all + one.amount, 0);
      rows.push(row("sum", count(rest.length, "other column"), "", [], amount(sum)));
    }
    return make(
      "table",
      { class: "bars" },
      make(
        "caption",
        {},
        make("strong", {}, "What moved it"),
        `The ${answer.explained} is ${text(answer.base)} on the average over ${answer.compared_with}. ` +
          `What this row has instead makes it ${text(answer.total)}:`
      ),
      heading(["Column"], ["Value", "value"], ["Effect"], [share ? "% points" : "Adds", "number"]),
      make("tbody", {}, ...rows)
    );
  };

  // A file

  const clearFile = () => {
    sending?.abort();
    URL.revokeObjectURL(download);
    download = "";
    for (const id of ["file-status", "file-fault", "file-link", "file-rows"]) {
      $(id).replaceChildren();
    }
  };

  const send = async (file) => {
    clearFile();
    const mine = new AbortController();
    sending = mine;
    $("file-status").textContent = `Predicting the rows of ${file.name} …`;
    try {
      const response = await ask(`predict/${encodeURIComponent(schema.name)}`, {
        method: "POST",
        headers: { "Content-Type": "text/csv" },
        body: file,
        signal: mine.signal,
      });
      let answer;
      try {
        answer = await response.blob();
      } catch (error) {
        throw error.name === "AbortError" ? error : new Error("The server broke its answer off.");
      }
      const { rows, first } = await lines(answer);
      download = URL.createObjectURL(answer);
      const warnings = JSON.parse(response.headers.get("NN4J-Warnings") ?? "[]");
      $("file-status").textContent = [`${count(rows, "row")} of ${file.name} predicted.`, ...warnings].join(" · ");
      const name = file.name.replace(/\.[^.]*$/, "");
      $("file-link").append(
        make("a", { href: download, download: `${name}-predicted.csv` }, `Download all ${count(rows, "prediction")}`)
      );
      $("file-rows").append(firstRows(first, rows));
    } catch (error) {
      if (error.name !== "AbortError") {
        $("file-status").textContent = "";
        $("file-fault").textContent = error.message;
      }
    }
  };

  /** Counts the rows of CSV, however long it is, and reads the first of them, the header too. */
  const lines = async (blob) => {
    const first = [[""]];
    let rows = 0;
    let quoted = false;
    let closed = false;
    const reader = blob.stream().pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      for (const c of part.value) {
        const cells = first.at(-1);
        const keep = rows <= SHOWN;
        if (c === '"') {
          if (keep && closed) {
            cells[cells.length - 1] += c; // doubled: it stands for itself
          }
          quoted = !quoted;
          closed = !quoted;
          continue;
        }
        closed = false;
        if (!quoted && c === "\n") {
          rows += 1;
          if (rows <= SHOWN) {
            first.push([""]);
          }
        } else if (keep && !quoted && c === ",") {
          cells.push("");
        } else if (keep && (quoted || c !== "\r")) {
          cells[cells.length - 1] += c;
        }
      }
    }
    const open = first.at(-1).join("") !== "" && rows <= SHOWN;
    return {
      rows: rows - 1 + (open ? 1 : 0),
      first: first.filter((cells) => cells.length > 1 || cells[0] !== ""),
    };
  };

  const firstRows = ([names, ...rows], all) => {
    const numeric = names.map((_, c) => rows.every((row) => row[c] === "" || Number.isFinite(Number(row[c]))));
    const kind = (c) => (numeric[c] ? "number" : "");
    const shown = (text, c) => (numeric[c] && text !== "" ? number(Number(text), 5) : text);
    return make(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "The first predictions" },
      make(
        "table",
        {},
        make("caption", {}, all > rows.length ? `The first ${rows.length} of ${count(all, "row")}` : "All rows"),
        heading(["Row", "number"], ...names.map((name, c) => [name, kind(c)])),
        make(
          "tbody",
          {},
          ...rows.map((row, r) =>
            make(
              "tr",
              {},
              make("th", { scope: "row", class: "number" }, String(r + 1)),
              ...row.map((text, c) => make("td", { class: kind(c) }, shown(text, c)))
            )
          )
        )
      )
    );
  };

  // The command

  const command = (row) => {
    const url = new URL(`v1/models/${encodeURIComponent(schema.name)}:predict`, document.baseURI);
    url.hash = "";
    const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
    $("command").textContent =
      `curl ${quoted(url.href)} -H 'Content-Type: application/json' ` +
      (token ? '-H "Authorization: Bearer $TOKEN" ' : "") +
      `-d ${quoted(JSON.stringify({ instances: [row] }))}`;
    $("copied").textContent = "";
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText($("command").textContent);
      $("copied").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren($("command"));
      $("copied").textContent = "Selected: copy it with Ctrl+C.";
    }
  };

  // What people do

  $("access").addEventListener("submit", (event) => {
    event.preventDefault();
    token = $("token").value.trim();
    start();
  });
  $("model").addEventListener("change", () =>
    choose().catch((error) => ($("trouble").textContent = error.message))
  );
  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    changed(0);
  });
  $("form").addEventListener("input", (event) => {
    if (event.target !== $("live")) {
      changed($("live").checked ? PAUSE : null);
    }
  });
  $("typical").addEventListener("click", () => fill(true));
  $("clear").addEventListener("click", () => fill(false));
  $("level").addEventListener("change", () => changed(0));
  $("copy").addEventListener("click", copy);
  $("file").addEventListener("change", () => {
    if ($("file").files.length > 0) {
      send($("file").files[0]);
    }
  });
  // the same file may be chosen again, once it is mended
  $("file").addEventListener("click", () => ($("file").value = ""));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    $("drop").addEventListener(kind, (event) => {
      $("drop").classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length > 0) {
        $("file").files = event.dataTransfer.files;
        send(event.dataTransfer.files[0]);
      }
    });
  }

  start();
})();
