// The popups' content. Everything that pages say is set as text; nothing here builds markup from data.
window.JJJPopups = (() => {
  "use strict";
  const MOST_NEAR = 12;

  const element = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const button = (text, act) => {
    const node = element("button", text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };

  const metres = (m) => (m >= 1000 ? `${(m / 1000).toFixed(m >= 10000 ? 0 : 1).replace(/\.0$/, "")} km` : `${m} m`);

  function exactness(p, how, words) {
    if (how === "line") return words.schematic_line.replace("{m}", metres(p.uncertainty_m));
    if (how === "within") return words.known_within.replace("{unit}", p.within || "");
    return words.exact_within.replace("{m}", metres(p.uncertainty_m)).replace("{basis}", words.basis[p.basis] || p.basis);
  }

  function card(p, how, words, tell, heading = true) {
    const box = element("div", null, "jjj-card");
    box.dataset.place = p.id;
    if (heading) box.append(element("h3", p.name));
    const facts = [words.kinds[p.kind] || p.kind, p.within, p.status === "open" ? "" : words.status[p.status], exactness(p, how, words), words.mentions.replace("{n}", p.count)];
    box.append(element("p", facts.filter(Boolean).join(" · "), "jjj-facts"));
    p.quotes.forEach((q) => {
      const quote = element("blockquote");
      quote.append(q.text.slice(0, q.mark[0]), element("mark", q.text.slice(q.mark[0], q.mark[1])), q.text.slice(q.mark[1]));
      const open = button(`${words.open} 《${words.articleKinds[q.title] || q.title}》${q.published ? " " + q.published : ""}`, () => tell({ place: p.id, article: q.article, mention: q.mention }));
      open.dataset.mention = q.mention;
      box.append(quote, open);
    });
    if (!p.quotes.length) box.append(element("p", words.see_card, "jjj-facts"));
    return box;
  }

  // A place with a point, and the places that its symbol stands before.
  function pointCard(p, hidden, words, tell, choose) {
    const box = card(p, "point", words, tell);
    if (hidden.length) {
      const near = element("div", words.also_here, "jjj-near");
      near.append(...hidden.slice(0, MOST_NEAR).map((other) => button(other.name, () => choose(other))));
      if (hidden.length > MOST_NEAR) near.append(element("span", words.more_here.replace("{n}", hidden.length - MOST_NEAR)));
      box.append(near);
    }
    return box;
  }

  // Units with the places known to lie in them; one of them may be opened at once.
  function unitCard(units, words, tell, opened) {
    const box = element("div");
    units.forEach((u) => {
      box.append(element("h3", u.name), element("p", words.unit_holds.replace("{n}", u.places.length), "jjj-facts"));
      u.places.forEach((p) => {
        const entry = element("details");
        entry.open = p.id === opened;
        entry.append(element("summary", `${p.name}（${p.count}）`), card(p, "within", words, tell, false));
        if (!entry.open) entry.addEventListener("toggle", () => entry.open && tell({ place: p.id }));
        box.append(entry);
      });
    });
    return box;
  }

  function countCard(unit, words) {
    const box = element("div");
    box.append(element("h3", unit.name), element("p", words.mentions.replace("{n}", unit.count), "jjj-facts"));
    return box;
  }

  return { element, button, pointCard, unitCard, countCard, card };
})();
