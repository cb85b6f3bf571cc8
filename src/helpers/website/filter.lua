-- Gives pandoc's reading of a page the meaning that Quarto gives it: numbered figures, tables and equations,
-- references to them, callouts, tabsets, folded code, and links that fit the page's place in the site.
-- Metadata in: maalbar.words (labels in the page's language), maalbar.root ("../" per level).

local words, root = {}, ""
local numbers, names = {fig = 0, tbl = 0, eq = 0}, {}
local callouts, tabsets = 0, 0
local KINDS = {note = true, tip = true, warning = true, important = true, caution = true}

local function html(text) return pandoc.RawBlock("html", text) end
local function escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"):gsub('"', "&quot;"))
end
local function inlines_of(text)
  local blocks = pandoc.read(text, "markdown").blocks
  return #blocks > 0 and blocks[1].content or pandoc.Inlines {}
end
local function in_html(inlines)
  return (pandoc.write(pandoc.Pandoc {pandoc.Plain(inlines)}, "html5", {html_math_method = "mathml"}):gsub("%s+$", ""))
end
local function float_kind(identifier) return identifier:match("^(fig)%-") or identifier:match("^(tbl)%-") end

-- Numbers --------------------------------------------------------------------------------------------------------
local function number(identifier, kind)
  numbers[kind] = numbers[kind] + 1
  names[identifier] = {kind = kind, number = numbers[kind]}
  return numbers[kind]
end

local function float(identifier, caption, content)
  local kind = float_kind(identifier)
  local count = number(identifier, kind)
  local line = pandoc.Inlines {pandoc.Str(words[kind] .. "\u{a0}" .. count)}
  if caption and #caption > 0 then
    line:extend {pandoc.Str(":"), pandoc.Space()}
    line:extend(caption)
    line[1] = pandoc.Str(words[kind] .. "\u{a0}" .. count .. ":")
    line:remove(2)
  end
  local label = pandoc.Blocks {html("<figcaption>"), pandoc.Plain(line), html("</figcaption>")}
  local blocks = pandoc.Blocks {html('<figure class="float float-' .. kind .. '">')}
  if kind == "tbl" then blocks:extend(label) end
  blocks:extend(content)
  if kind == "fig" then blocks:extend(label) end
  blocks:insert(html("</figure>"))
  return pandoc.Div(blocks, pandoc.Attr(identifier, {"float-frame"}))
end

-- A caption may end with the attributes of what it names: ": Caption {#tbl-x}".
local function caption_attributes(inlines)
  local text = ""
  for place = #inlines, 1, -1 do
    text = (inlines[place].t == "Str" and inlines[place].text or pandoc.utils.stringify(inlines[place])) .. text
    if inlines[place].t == "Str" and inlines[place].text:match("^{") then
      local identifier, widths = text:match("#([%w%-_]+)"), text:match("tbl%-colwidths=.-(%[[%d%s,%.]+%])")
      local rest = pandoc.Inlines {}
      for index = 1, place - 1 do rest:insert(inlines[index]) end
      if #rest > 0 and rest[#rest].t == "Space" then rest:remove(#rest) end
      return rest, identifier, widths
    end
  end
  return inlines, nil, nil
end

local function set_widths(tbl, widths)
  local shares, total = {}, 0
  for share in widths:gmatch("[%d%.]+") do
    shares[#shares + 1] = tonumber(share)
    total = total + shares[#shares]
  end
  for index, spec in ipairs(tbl.colspecs) do
    if shares[index] then tbl.colspecs[index] = {spec[1], shares[index] / math.max(total, 100)} end
  end
end

local function number_table(tbl)
  local long = tbl.caption.long
  local inlines = #long > 0 and long[1].content or pandoc.Inlines {}
  local identifier, widths
  inlines, identifier, widths = caption_attributes(inlines)
  widths = widths or tbl.attr.attributes["tbl-colwidths"]
  tbl.attr.attributes["tbl-colwidths"] = nil
  if widths then set_widths(tbl, widths) end
  if tbl.attr.identifier:match("^tbl%-") then identifier = tbl.attr.identifier end
  if identifier and identifier:match("^tbl%-") then
    tbl.attr.identifier = ""
    tbl.caption.long = pandoc.Blocks {}
    return float(identifier, inlines, pandoc.Blocks {tbl})
  end
  if #long > 0 then tbl.caption.long = pandoc.Blocks {pandoc.Plain(inlines)} end
  return tbl
end

local function number_figure(figure)
  if not figure.identifier:match("^fig%-") then return nil end
  local long = figure.caption.long
  return float(figure.identifier, #long > 0 and long[1].content or nil, figure.content)
end

local function number_div(div)
  local kind = float_kind(div.identifier)
  if not kind then return nil end
  local content, caption = div.content, div.attributes[kind .. "-cap"]
  local inlines = caption and inlines_of(caption) or nil
  if kind == "tbl" and not inlines and #content == 1 and content[1].t == "Table" and #content[1].caption.long > 0 then
    inlines = content[1].caption.long[1].content
    content[1].caption.long = pandoc.Blocks {}
  elseif not inlines and #content > 1 and content[#content].t == "Para" then
    inlines = content[#content].content
    content:remove(#content)
  end
  return float(div.identifier, inlines, content)
end

-- "$$ … $$ {#eq-x}" is a formula, a space and a word for pandoc.
local function number_equations(block)
  local out, index, changed = pandoc.Inlines {}, 1, false
  local list = block.content
  while index <= #list do
    local item, gap, tail = list[index], list[index + 1], list[index + 2]
    if tail and not (gap.t == "Space" or gap.t == "SoftBreak") then tail = gap end
    local identifier = item.t == "Math" and item.mathtype == "DisplayMath" and tail and tail.t == "Str"
      and tail.text:match("^{#(eq%-[%w%-_]+)}")
    if identifier then
      local text = item.text .. " \\qquad(" .. number(identifier, "eq") .. ")"
      out:insert(pandoc.Span({pandoc.Math("DisplayMath", text)}, pandoc.Attr(identifier)))
      local rest = tail.text:gsub("^{#eq%-[%w%-_]+}", "")
      if rest ~= "" then out:insert(pandoc.Str(rest)) end
      index = index + (tail == gap and 2 or 3)
      changed = true
    else
      out:insert(item)
      index = index + 1
    end
  end
  if changed then
    block.content = out
    return block
  end
end

local numbering = {
  traverse = "topdown", Table = number_table, Figure = number_figure, Div = number_div,
  Para = number_equations, Plain = number_equations,
}

-- References -------------------------------------------------------------------------------------------------------
local function reference(cite)
  local out = pandoc.Inlines {}
  for index, citation in ipairs(cite.citations) do
    local identifier = citation.id:gsub("^%u", string.lower)
    local known = names[identifier]
    if not known then return nil end
    if index > 1 then out:extend {pandoc.Str(","), pandoc.Space()} end
    local label = pandoc.Inlines {}
    if #citation.prefix > 0 then
      label:extend(citation.prefix)
      label:insert(pandoc.Str("\u{a0}" .. known.number))
    elseif citation.mode == "SuppressAuthor" then
      label:insert(pandoc.Str(tostring(known.number)))
    else
      label:insert(pandoc.Str(words[known.kind] .. "\u{a0}" .. known.number))
    end
    out:insert(pandoc.Link(label, "#" .. identifier, "", {class = "xref"}))
  end
  return out
end

-- Callouts and tabsets -----------------------------------------------------------------------------------------------
local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind and KINDS[kind] then return kind end
  end
end

local function callout_title(div, kind)
  if div.attributes.title then return inlines_of(div.attributes.title) end
  if #div.content > 0 and div.content[1].t == "Header" then
    return div.content:remove(1).content
  end
  return pandoc.Inlines {pandoc.Str(words[kind])}
end

local function callout(div, kind)
  callouts = callouts + 1
  local title, fold = callout_title(div, kind), div.attributes.collapse
  local icon = div.attributes.icon == "false" and " no-icon" or ""
  local open, close = '<p class="callout-title callout-title-container">', "</p>"
  local body = '<div class="callout-body">'
  if fold then
    local shown = fold == "false"
    open = string.format(
      '<button type="button" class="callout-title callout-title-container" aria-expanded="%s" aria-controls="callout-%d">',
      tostring(shown), callouts)
    close = "</button>"
    body = string.format('<div class="callout-body callout-collapse%s" id="callout-%d">', shown and " show" or "", callouts)
  end
  local blocks = pandoc.Blocks {html('<div class="callout-header">' .. open), pandoc.Plain(title), html(close .. "</div>" .. body)}
  blocks:extend(div.content)
  blocks:insert(html("</div>"))
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, {"callout", "callout-" .. kind .. icon}))
end

local function tabs_of(div)
  local level, tabs = nil, {}
  for _, block in ipairs(div.content) do
    if block.t == "Header" and (level == nil or block.level == level) then
      level = block.level
      tabs[#tabs + 1] = {title = block.content, content = pandoc.Blocks {}}
    elseif #tabs > 0 then
      tabs[#tabs].content:insert(block)
    end
  end
  return tabs
end

local function tabset(div)
  tabsets = tabsets + 1
  local tabs, list, panes = tabs_of(div), {}, pandoc.Blocks {}
  for index, tab in ipairs(tabs) do
    local id = string.format("tabset-%d-%d", tabsets, index)
    list[#list + 1] = string.format(
      '<button type="button" role="tab" id="%s-tab" aria-controls="%s" aria-selected="%s">%s</button>',
      id, id, tostring(index == 1), in_html(tab.title))
    panes:insert(html(string.format('<div id="%s" class="tab-pane%s" role="tabpanel" aria-labelledby="%s-tab" data-title="%s">',
      id, index == 1 and " active" or "", id, escape(pandoc.utils.stringify(tab.title)))))
    panes:extend(tab.content)
    panes:insert(html("</div>"))
  end
  local blocks = pandoc.Blocks {html('<div class="tab-list" role="tablist">' .. table.concat(list) .. "</div>")}
  blocks:extend(panes)
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, {"panel-tabset"}, div.attributes.group and {["data-group"] = div.attributes.group} or {}))
end

local function for_html(div)
  local when = div.attributes["when-format"] or div.attributes["unless-format"]
  local matches = when == "html" or when == "html:js"
  if div.attributes["unless-format"] then matches = not matches end
  return matches
end

local function structure(div)
  if div.classes:includes("content-visible") then return for_html(div) and div.content or {} end
  if div.classes:includes("content-hidden") then return for_html(div) and {} or div.content end
  local kind = callout_kind(div)
  if kind then return callout(div, kind) end
  if div.classes:includes("panel-tabset") then return tabset(div) end
  return nil
end

-- Code -----------------------------------------------------------------------------------------------------------------
local function code(block)
  local name, fold, summary = block.attributes.filename, block.attributes["code-fold"], block.attributes["code-summary"]
  block.attributes.filename, block.attributes["code-fold"], block.attributes["code-summary"] = nil, nil, nil
  if name then
    return pandoc.Div({html('<p class="code-filename">' .. escape(name) .. "</p>"), block}, {class = "code-with-filename"})
  end
  if fold and fold ~= "false" then
    local open = fold == "show" and " open" or ""
    return {html('<details class="code-fold"' .. open .. "><summary>" .. escape(summary or words.code) .. "</summary>"), block, html("</details>")}
  end
  return block
end

-- Links and images --------------------------------------------------------------------------------------------------------
local function address(target)
  if target:match("^/[^/]") or target == "/" then target = root .. target:sub(2) end
  if target:match("^%a[%w+.-]*:") then return target end
  return (target:gsub("%.qmd$", ".html"):gsub("%.ipynb$", ".html"):gsub("%.qmd([#?])", ".html%1"):gsub("%.ipynb([#?])", ".html%1"))
end

local function link(item)
  item.target = address(item.target)
  return item
end

local function image(item)
  item.src = address(item.src)
  local alt = item.attributes["fig-alt"]
  if alt then
    item.caption = pandoc.Inlines {pandoc.Str(alt)}
    item.attributes["fig-alt"] = nil
  end
  item.attributes["fig-align"] = nil
  return item
end

local function raw(item)
  if item.format:match("^html") then
    local function fix(before, quote, target) return before .. quote .. address(target) .. quote end
    item.text = item.text:gsub("(%f[%w]href=)([\"'])([^\"']*)%2", fix):gsub("(%f[%w]src=)([\"'])(/[^\"']*)%2", fix)
      :gsub("(%f[%w]srcset=)([\"'])(/[^\"']*)%2", fix)
    return item
  end
end

local function read_meta(meta)
  root = pandoc.utils.stringify(meta["maalbar-root"] or "")
  for key, value in pairs(meta["maalbar-words"] or {}) do words[key] = pandoc.utils.stringify(value) end
end

function Pandoc(doc)
  read_meta(doc.meta)
  doc = doc:walk(numbering)
  doc = doc:walk {Cite = reference}
  doc = doc:walk {Div = structure}
  return doc:walk {CodeBlock = code, Link = link, Image = image, RawBlock = raw, RawInline = raw}
end
