// Looks at the page as people and their helpers do; the value of the last expression is what it found.
(() => {
  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return color === "rgba(0, 0, 0, 0)" && element.parentElement ? ground(element.parentElement) : color;
  };
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const faults = [];
  let texts = 0;
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    const field = element.matches("input, select, textarea");
    if (!seen(element) || !(own || field) || element.matches("option, noscript")) {
      continue;
    }
    texts += 1;
    const style = getComputedStyle(element);
    const found = contrast(style.color, ground(element));
    if (found < 4.5) {
      faults.push(`${element.tagName} '${element.textContent}' has a contrast of ${found.toFixed(2)}`);
    }
    if (parseFloat(style.fontSize) < 11) {
      faults.push(`${element.tagName} '${element.textContent}' has ${style.fontSize}`);
    }
    if (field && element.type !== "checkbox" && element.type !== "file") {
      const edge = contrast(style.borderTopColor, ground(element.parentElement));
      if (edge < 3) {
        faults.push(`the edge of ${element.id} has a contrast of ${edge.toFixed(2)}`);
      }
    }
    const box = element.getBoundingClientRect();
    const scrolls = element.closest(".scroll");
    if (!scrolls && (box.right > document.documentElement.clientWidth + 1 || box.left < -1)) {
      faults.push(`${element.tagName} '${element.textContent}' ends at ${box.right}`);
    }
    if (!scrolls && !field && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      faults.push(`${element.tagName} '${element.textContent}' is wider than its place`);
    }
  }
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (!(field.labels && field.labels.length === 1 && field.labels[0].textContent.trim())) {
      faults.push(`${field.id} has no label`);
    }
    for (const id of (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)) {
      if (!document.getElementById(id)) {
        faults.push(`${field.id} is described by ${id}, which is not there`);
      }
    }
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption || !table.querySelector("thead th[scope=col]") || !table.querySelector("tbody th[scope=row]")) {
      faults.push(`a table has no headers: ${table.textContent}`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size < ids.length) {
    faults.push("an id is there twice");
  }
  if (document.querySelector("[style*=':']:not(i), [onclick], style, script:not([src])")) {
    faults.push("there is a style or script inline");
  }
  return {
    faults,
    texts,
    dark: luminance(getComputedStyle(document.body).backgroundColor) < 0.5,
    width: document.documentElement.scrollWidth,
  };
})();
