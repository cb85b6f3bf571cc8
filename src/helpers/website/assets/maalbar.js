// Målbar: what a page can do beyond being read. Every page is whole without it; nothing is loaded from elsewhere.
(function () {
  "use strict";
  var root = new URL("../", document.currentScript.src).href;
  var danish = (document.documentElement.lang || "da").slice(0, 2) === "da";
  var words = danish
    ? { still: "Vis den faste figur", live: "Vis interaktiv figur", failed: "Figuren kunne ikke tegnes. Tallene står i tabellen.",
        none: "Ingen sider indeholder alle ordene.", type: "Skriv et eller flere ord.", one: "1 side", many: " sider", missing: "Søgningen kunne ikke åbnes.",
        titles: " (de fleste siders tekst er ikke søgt igennem endnu)", more: "Søg også i teksten på alle sider", loading: "Henter del " }
    : { still: "Show the still figure", live: "Show interactive figure", failed: "The figure could not be drawn. The table holds its numbers.",
        none: "No page holds all the words.", type: "Type one or more words.", one: "1 page", many: " pages", missing: "Search could not be opened.",
        titles: " (the text of most pages has not been searched yet)", more: "Search the text of all pages too", loading: "Loading part " };

  function all(selector, inside) { return Array.prototype.slice.call((inside || document).querySelectorAll(selector)); }
  function open(button, state) { button.setAttribute("aria-expanded", String(state)); }
  function isOpen(button) { return button.getAttribute("aria-expanded") === "true"; }
  function load(address, done, failed) {
    var script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.appendChild(script);
  }

  // Menus
  var menus = all(".menu-button");
  function closeMenus(but) { menus.forEach(function (button) { if (button !== but) open(button, false); }); }
  menus.forEach(function (button) {
    button.addEventListener("click", function () { closeMenus(button); open(button, !isOpen(button)); });
    button.parentNode.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !button.parentNode.contains(event.relatedTarget)) open(button, false);
    });
  });
  all(".navbar-toggle").forEach(function (button) {
    button.addEventListener("click", function () { open(button, !isOpen(button)); });
  });
  document.addEventListener("click", function (event) { if (!event.target.closest(".site-navbar")) closeMenus(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    menus.filter(isOpen).forEach(function (button) { open(button, false); button.focus(); });
  });

  // Boxes
  function showBox(button, state) {
    open(button, state);
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("show", state);
  }
  all("button.callout-title[aria-controls]").forEach(function (button) {
    button.addEventListener("click", function () { showBox(button, !isOpen(button)); });
  });

  // Tabs
  function choose(tab, focus) {
    all("[role=tab]", tab.parentNode).forEach(function (other) {
      var chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).classList.toggle("active", chosen);
    });
    if (focus) tab.focus();
  }
  function chooseAlike(tab) {
    var set = tab.closest(".panel-tabset"), group = set.getAttribute("data-group");
    if (!group) return;
    all(".panel-tabset[data-group]").forEach(function (other) {
      if (other === set || other.getAttribute("data-group") !== group) return;
      var alike = all(":scope > .tab-list > [role=tab]", other).filter(function (item) { return item.textContent === tab.textContent; });
      if (alike.length) choose(alike[0], false);
    });
  }
  all(".tab-list").forEach(function (list) {
    var tabs = all("[role=tab]", list);
    tabs.forEach(function (tab, place) {
      tab.tabIndex = tab.getAttribute("aria-selected") === "true" ? 0 : -1;
      tab.addEventListener("click", function () { choose(tab, false); chooseAlike(tab); });
      tab.addEventListener("keydown", function (event) {
        var step = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        var next = tabs[(step + tabs.length) % tabs.length];
        choose(next, true);
        chooseAlike(next);
      });
    });
  });

  // Only a table or a piece of code that is wider than its place needs a stop for the keyboard
  if (window.ResizeObserver) {
    var watch = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        var place = entry.target;
        if (place.scrollWidth > place.clientWidth) place.tabIndex = 0; else place.removeAttribute("tabindex");
      });
    });
    all(".table-scroll, main pre").forEach(function (place) { watch.observe(place); });
  }

  // A link into a closed box, tab or table opens it
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var node = target; node && node !== document; node = node.parentNode) {
      if (node.classList.contains("tab-pane")) choose(document.getElementById(node.getAttribute("aria-labelledby")), false);
      if (node.classList.contains("callout-collapse")) showBox(document.querySelector('[aria-controls="' + node.id + '"]'), true);
      if (node.tagName === "DETAILS") node.open = true;
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  // Paper shows what is folded
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = all("main details:not([open])");
    folded.forEach(function (item) { item.open = true; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (item) { item.open = false; }); });

  // Figures: plotly is loaded once, when the first reader asks
  var plotly = null;
  function withPlotly(done, failed) {
    if (plotly === null) {
      // The policy forbids style elements; these tell plotly that its rules are in the style sheet already.
      // (The assembly puts in the ids of the other style elements that this version of plotly would make.)
      "plotly.js-style-global PLOTLY_STYLE_IDS".split(" ").forEach(function (id) {
        var mark = document.createElement("template");
        mark.id = id;
        mark.className = "no-inline-styles";
        document.head.appendChild(mark);
      });
      plotly = new Promise(function (resolve, reject) {
        load(root + "assets/plotly.min.js", function () { resolve(window.Plotly); }, reject);
      }).then(function (library) {
        library.register({
          moduleType: "locale", name: "da", dictionary: {},
          format: {
            days: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
            shortDays: ["søn", "man", "tir", "ons", "tor", "fre", "lør"],
            months: ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
            shortMonths: ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
            date: "%d-%m-%Y", decimal: ",", thousands: "."
          }
        });
        return library;
      });
    }
    plotly.then(done).catch(failed);
  }
  function draw(figure, button, still) {
    var place = document.createElement("div");
    var figureData = JSON.parse(figure.querySelector("script.figure-data").textContent);
    var layout = Object.assign({}, figureData.layout);
    if (danish) layout.separators = ",.";
    delete layout.width;
    layout.autosize = true;
    place.className = "figure-plot";
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", (still.querySelector("img") || still).alt || "");
    still.parentNode.insertBefore(place, still.nextSibling);
    still.hidden = true;
    withPlotly(function (library) {
      return library.newPlot(place, figureData.data, layout, {
        responsive: true, displaylogo: false, displayModeBar: false, locale: danish ? "da" : "en-US"
      });
    }, function () {
      place.remove();
      still.hidden = false;
      var note = document.createElement("p");
      note.setAttribute("role", "status");
      note.textContent = words.failed;
      button.replaceWith(note);
    });
    return place;
  }
  all(".maalbar-figure").forEach(function (figure) {
    var button = figure.querySelector(".figure-interactive"), still = figure.querySelector("picture, img"), place = null;
    if (!button || !still || !figure.querySelector("script.figure-data")) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var live = place === null || place.hidden;
      if (place === null) place = draw(figure, button, still);
      place.hidden = !live;
      still.hidden = live;
      button.textContent = live ? words.still : words.live;
    });
  });

  // Search
  var form = document.getElementById("search-form");
  function folded_(text) {
    return text.toLowerCase().replace(/å/g, "aa").replace(/ø/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function count(text, word) { return text.split(word).length - 1; }
  function found(index, query) {
    var parts = folded_(query).split(/\s+/).filter(Boolean);
    return index.map(function (page) {
      var title = folded_(page.title), text = folded_(page.text);
      var hits = parts.map(function (part) { return 20 * count(title, part) + count(text, part); });
      return { page: page, score: hits.every(Boolean) ? hits.reduce(function (sum, hit) { return sum + hit; }, 0) : 0 };
    }).filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score || (a.page.address < b.page.address ? -1 : 1); });
  }
  function excerpt(page, query) {
    var line = document.createElement("p"), word = query.trim().split(/\s+/)[0];
    var place = page.text.toLowerCase().indexOf(word.toLowerCase());
    var start = place > 70 ? page.text.indexOf(" ", place - 70) + 1 : 0, text = page.text.slice(start, start + 200);
    var at = place < 0 ? -1 : place - start;
    if (at < 0) { line.textContent = text + " …"; return line; }
    var mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    line.append((start ? "… " : "") + text.slice(0, at), mark, text.slice(at + word.length) + " …");
    return line;
  }
  function show(index, query) {
    var list = document.getElementById("search-results"), status = document.getElementById("search-status");
    list.textContent = "";
    if (!query.trim()) { status.textContent = words.type; return; }
    var hits = found(index, query);
    status.textContent = !hits.length ? words.none : hits.length === 1 ? words.one : hits.length + words.many;
    hits.slice(0, 50).forEach(function (hit) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = root + hit.page.address;
      link.textContent = hit.page.title;
      item.append(link);
      if (hit.page.text) item.append(excerpt(hit.page, query));
      list.append(item);
    });
  }
  // A site of thousands has the text of most pages in files of their own: the first search knows their titles only
  function offerParts(index, names, search) {
    var button = document.createElement("button"), places = {};
    index.forEach(function (page, place) { places[page.address] = place; });
    function next(number) {
      if (number === names.length) { button.remove(); names.length = 0; search(); document.getElementById("search-query").focus(); return; }
      document.getElementById("search-status").textContent = words.loading + (number + 1) + " / " + names.length;
      load(root + names[number], function () {
        window.maalbarIndexPart.forEach(function (page) { index[places[page.address]] = page; });
        next(number + 1);
      }, function () { button.disabled = false; document.getElementById("search-status").textContent = words.missing; });
    }
    button.type = "button";
    button.textContent = words.more;
    button.addEventListener("click", function () { button.disabled = true; next(0); });
    document.getElementById("search-status").after(button);
  }
  if (form) {
    var field = form.querySelector("input[type=search]");
    load(root + "soegeindeks.js", function () {
      var parts = window.maalbarIndexParts || [];
      function search() {
        show(window.maalbarIndex, field.value);
        if (parts.length && field.value.trim()) document.getElementById("search-status").append(words.titles);
      }
      field.value = new URLSearchParams(location.search).get("q") || field.value;
      if (parts.length) offerParts(window.maalbarIndex, parts, search);
      if (field.value) search();
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        search();
        try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (error) { /* a file opened without a server */ }
      });
    }, function () { document.getElementById("search-status").textContent = words.missing; });
  }
})();
