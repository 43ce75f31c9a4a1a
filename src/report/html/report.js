
(() => {
  const form = document.getElementById("filter");
  const findings = [...document.querySelectorAll(".finding")];
  const nothing = document.getElementById("nothing");
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details");
    if (details) { details.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#about-"]');
    if (link && link.hash === location.hash) open();
  });
  open();
  if (!form) return;
  const texts = findings.map((finding) => finding.textContent.toLowerCase());
  const apply = () => {
    const severities = [...form.elements].filter((box) => box.name === "severity" && box.checked).map((box) => box.value);
    const resource = form.elements.resource.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    findings.forEach((finding, at) => {
      const fits = severities.includes(finding.dataset.severity)
        && (!resource || finding.dataset.resource === resource)
        && words.every((word) => texts[at].includes(word));
      finding.hidden = !fits;
      if (fits) shown += 1;
    });
    nothing.hidden = shown > 0;
    form.elements.shown.value = shown === findings.length ? `${shown} shown` : `${shown} of ${findings.length} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
