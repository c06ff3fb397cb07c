// Looks at a report as a reader does; the value of the last expression is what it found.
(() => {
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;

  const ground = getComputedStyle(document.body).backgroundColor;
  const faults = [];
  const figures = [...document.querySelectorAll("figure svg[role=img]")].map((svg) => {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const id = svg.getAttribute("aria-labelledby").split(" ")[0].replace(/_title$/, "");
    const texts = [...svg.querySelectorAll("text")].map((text) => ({
      text: text.textContent,
      box: text.getBoundingClientRect(),
      size: parseFloat(getComputedStyle(text).fontSize) * scale,
      color: getComputedStyle(text).color,
      onCell: text.matches(".nn-contrast"),
    }));
    for (const text of texts) {
      if (text.box.left < frame.left - 1 || text.box.right > frame.right + 1) {
        faults.push(`${id}: '${text.text}' is cut off`);
      }
      if (text.size < 8.5) {
        faults.push(`${id}: '${text.text}' has ${text.size} px`);
      }
      if (!text.onCell && contrast(text.color, ground) < 4.5) {
        faults.push(`${id}: '${text.text}' has too little contrast`);
      }
    }
    texts.forEach((a, i) =>
      texts.slice(i + 1).forEach((b) => {
        if (overlap(a.box, b.box)) {
          faults.push(`${id}: '${a.text}' lies over '${b.text}'`);
        }
      })
    );
    for (const line of svg.querySelectorAll("path[class*=nn-series]")) {
      if (contrast(getComputedStyle(line).color, ground) < 3) {
        faults.push(`${id}: a line has too little contrast`);
      }
    }
    const marks = svg.querySelectorAll("path").length;
    if (frame.width < 200 || frame.height < 150 || marks < 1 || !svg.querySelector("desc").textContent) {
      faults.push(`${id}: ${frame.width} × ${frame.height} with ${marks} marks`);
    }
    return id;
  });
  for (const element of document.querySelectorAll("h1,h2,p,dt,dd,th,td,a,figcaption,caption")) {
    if (contrast(getComputedStyle(element).color, ground) < 4.5) {
      faults.push(`${element.tagName} '${element.textContent}' has too little contrast`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size < ids.length) {
    faults.push("an id is there twice");
  }
  return {
    figures,
    faults,
    dark: luminance(ground) < 0.5,
    width: document.documentElement.scrollWidth,
    sections: [...document.querySelectorAll("h2")].map((h) => h.textContent),
  };
})();
