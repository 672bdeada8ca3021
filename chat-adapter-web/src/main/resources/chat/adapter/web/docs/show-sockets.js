'use strict';

// Text goes into the page as text: nothing of the document is ever taken for HTML.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

// Of Markdown what the document uses: code, strong words, links; paragraphs, lists, headings.
function inline(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((\/[^)]*)\)/g)) {
    parts.push(text.slice(at, found.index));
    if (found[1] !== undefined) {
      parts.push(element('code', {}, found[1]));
    } else if (found[2] !== undefined) {
      parts.push(element('strong', {}, found[2]));
    } else {
      parts.push(element('a', { href: found[4] }, found[3]));
    }
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

function blocks(text) {
  return text.trim().split(/\n\s*\n/).map((block) => {
    if (block.startsWith('## ')) {
      const title = block.slice(3);
      return element('h2', { id: slug(title) }, title);
    }
    if (block.startsWith('- ')) {
      const items = block.slice(2).split(/\n- /);
      return element('ul', {}, items.map((item) => element('li', {}, inline(item))));
    }
    return element('p', {}, inline(block));
  });
}

function prose(text) {
  return text ? element('div', { class: 'prose' }, blocks(text)) : null;
}

function slug(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function table(caption, columns, rows) {
  // A wide table scrolls by itself, also for those who have only keys.
  return element('div', { class: 'table' },
    element('table', { 'aria-label': caption },
      element('thead', {}, element('tr', {},
        columns.map((column) => element('th', { scope: 'col' }, column)))),
      element('tbody', {}, rows.map(([first, ...others]) => element('tr', {},
        element('th', { scope: 'row' }, first),
        others.map((cell) => element('td', {}, cell)))))));
}

function code(text) {
  return element('pre', { tabindex: '0' }, element('code', {}, text));
}

function page(api) {
  const resolved = (node) => {
    let found = node;
    while (found && found.$ref) {
      found = found.$ref.slice(2).split('/').reduce((within, name) => within[name], api);
    }
    return found;
  };

  // A schema with what it refers to, in one piece; what stands nearer counts.
  const whole = (schema) => {
    const base = resolved(schema);
    const parts = (base.allOf || []).map(whole);
    return Object.assign({}, ...parts, base);
  };

  const number = (value) => value.toLocaleString('en');

  function type(schema) {
    if ('const' in schema) {
      return element('code', {}, JSON.stringify(schema.const));
    }
    if (schema.enum) {
      return schema.enum.flatMap((value) => [' or ', element('code', {}, JSON.stringify(value))]).slice(1);
    }
    if (schema.oneOf) {
      const kinds = schema.oneOf.map(whole);
      return kinds.every((kind) => 'const' in kind)
        ? 'one of these'
        : [...new Set(kinds.map((kind) => kind.type))].join(' or ');
    }
    return schema.type;
  }

  function bounds(schema) {
    const named = (schema.oneOf || []).map(whole).find((kind) => kind.type === 'string');
    const rule = named || schema;
    if (rule.maxLength) {
      return `${number(rule.minLength || 0)} to ${number(rule.maxLength)} characters`;
    }
    if (rule.type === 'string' && rule.maxLength === undefined && rule.format === undefined) {
      return null;
    }
    if (rule.maxItems) {
      return `${number(rule.minItems || 0)} to ${number(rule.maxItems)}`;
    }
    if (rule.minimum !== undefined && rule.maximum !== undefined) {
      return `${number(rule.minimum)} to ${number(rule.maximum)}`;
    }
    return rule.format === 'date-time' ? 'RFC 3339, milliseconds' : null;
  }

  function members(title, schema, action) {
    const required = schema.required || [];
    const presence = action === 'receive' ? 'required' : 'always';
    return table(title, ['Member', 'Type', 'Meaning'],
      Object.entries(schema.properties).map(([name, given]) => {
        const member = whole(given);
        const rule = bounds(member);
        return [
          element('code', {}, name),
          [
            type(member),
            element('div', { class: 'rule' },
              [required.includes(name) ? presence : 'optional', rule].filter(Boolean).join(', ')),
          ],
          inline(member.description || ''),
        ];
      }));
  }

  function choices(schema) {
    return Object.entries(schema.properties || {})
      .filter(([, member]) => member.oneOf && member.oneOf.every((each) => 'const' in each))
      .flatMap(([name, member]) => [
        element('h5', {}, element('code', {}, name)),
        table(name, ['Value', 'Meaning'], member.oneOf.map((each) =>
          [element('code', {}, each.const), inline(each.description)])),
      ]);
  }

  function text(payload) {
    if (typeof payload === 'string') {
      return payload;
    }
    const line = JSON.stringify(payload);
    return line.length < 70 ? line : JSON.stringify(payload, null, 2);
  }

  function frame(dialect, { message, action }) {
    const schema = whole(message.payload);
    // A type may go both ways.
    const id = slug(`${dialect.name} ${action === 'receive' ? 'you' : 'server'} ${message.name}`);
    const type = schema.properties && schema.properties.type;
    return element('article', { class: action, id, 'aria-labelledby': `${id}-title`, 'data-name': message.name },
      element('header', {},
        element('h4', { id: `${id}-title` }, message.title),
        element('span', { class: 'badge' }, type ? type.const : message.contentType),
        element('span', { class: 'way' }, action === 'receive' ? 'you send' : 'you get')),
      element('p', {}, inline(message.summary)),
      prose(message.description),
      schema.properties
        ? members(message.title, schema, action)
        : element('p', { class: 'rule' }, `${bounds(schema)}. ${schema.description}`),
      choices(schema),
      message.examples.map((example) => [
        element('h5', {}, example.summary),
        code(text(example.payload)),
      ]).flat());
  }

  // A part of a dialect, under a name that both may have.
  function section(dialect, title, ...children) {
    const id = slug(`${dialect.name} ${title}`);
    return element('section', { 'aria-labelledby': id },
      element('h3', { id }, title), ...children);
  }

  // What any of the channels says, each thing once.
  function union(channels, name, key) {
    const found = new Map();
    for (const each of channels.flatMap((channel) => resolved(channel[name]).map(resolved))) {
      const known = found.get(each[key]);
      if (!known || known.description.length < each.description.length) {
        found.set(each[key], each);
      }
    }
    return [...found.values()].sort((one, other) => one[key] - other[key]);
  }

  function connect(dialect, channels) {
    const origin = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`;
    const parameters = new Map();
    const add = (where, given, description) => Object.entries(given || {}).forEach(([name, each]) =>
      parameters.set(name, [element('code', {}, name), where, inline(description(each))]));
    for (const channel of channels) {
      const handshake = channel.bindings.ws;
      add('path', channel.parameters, (parameter) => resolved(parameter).description);
      add('query', resolved(handshake.query).properties, (schema) => whole(schema).description);
      add('header', resolved(handshake.headers).properties, (schema) => whole(schema).description);
    }
    const refusals = 'How a handshake is refused';
    return section(dialect, 'Connect',
      channels.map((channel) => [
        element('div', { class: 'address' }, code(`${origin}${channel.address}`)),
        prose(channel.description),
      ]).flat(),
      table('Parameters', ['Parameter', 'Where', 'Meaning'], [...parameters.values()]),
      element('h5', {}, 'In a browser'),
      code(dialect.script.trim().replaceAll('{origin}', origin)),
      element('h5', {}, refusals),
      table(refusals, ['Status', 'Meaning'],
        union(channels, 'x-handshake-refusals', 'status').map((refusal) =>
          [String(refusal.status), inline(refusal.description)])));
  }

  function closing(dialect, channels) {
    return section(dialect, 'How it ends',
      prose(api['x-closing']),
      table('Codes of closing', ['Code', 'Meaning', 'Come back'],
        union(channels, 'x-close-codes', 'code').map((close) => [
          `${close.code} ${close.title}`,
          [
            element('p', {}, inline(close.description)),
            ...((close.reason && close.reason.examples) || []).map((example) =>
              element('p', {}, element('code', {}, example))),
          ],
          inline(close.reconnect),
        ])));
  }

  // The frames of a channel in the order in which it names them, by what they are about.
  function topics(dialect, channel) {
    const actions = new Map();
    for (const operation of Object.values(api.operations)) {
      if (resolved(operation.channel) === channel) {
        for (const message of operation.messages) {
          actions.set(resolved(message), operation.action);
        }
      }
    }
    const parts = new Map();
    for (const message of Object.values(channel.messages).map(resolved)) {
      const topic = resolved(message.tags[0]);
      if (!parts.has(topic)) {
        parts.set(topic, []);
      }
      parts.get(topic).push({ message, action: actions.get(message) });
    }
    return [...parts].map(([topic, frames]) =>
      section(dialect, topic.name, prose(topic.description),
        frames.map((each) => frame(dialect, each))));
  }

  function describe(dialect) {
    const channels = dialect.channels.map((name) => api.channels[name]);
    return element('section', { class: 'dialect', 'aria-labelledby': slug(dialect.title) },
      element('h2', { id: slug(dialect.title) }, dialect.title),
      element('p', {}, inline(dialect.summary)),
      connect(dialect, channels),
      topics(dialect, channels[0]),
      closing(dialect, channels));
  }

  // What the dialects are comes first, and what both are worth afterwards.
  const about = blocks(api.info.description);
  const promises = about.findIndex((block) => block.matches('h2'));
  return [
    element('h1', {}, api.info.title, element('span', { class: 'version' }, api.info.version)),
    element('div', { class: 'prose' }, about.slice(0, promises)),
    api['x-dialects'].map(describe),
    element('div', { class: 'prose' }, about.slice(promises)),
  ].flat();
}

// Dialects and chapters, their parts, and the frames in these: each in a list within the one above.
function contents(main) {
  const lists = [element('ul', {})];
  const depth = (heading) => ['H2', 'H3'].indexOf(heading.tagName);
  for (const heading of main.querySelectorAll('h2, h3, article')) {
    const level = heading.matches('article') ? 2 : depth(heading);
    const title = heading.dataset.name || heading.textContent;
    const item = element('li', {}, element('a', { href: `#${heading.id}` }, title));
    if (heading.matches('article')) {
      item.className = heading.className;
    }
    lists.length = level + 1;
    if (!lists[level]) {
      lists[level] = element('ul', {});
      lists[level - 1].lastElementChild.append(lists[level]);
    }
    lists[level].append(item);
  }
  return lists[0];
}

async function show() {
  const main = document.getElementById('content');
  try {
    const answer = await fetch('asyncapi.json');
    if (!answer.ok) {
      throw new Error(`the server answered ${answer.status}`);
    }
    main.replaceChildren(...page(await answer.json()));
    document.getElementById('contents').replaceChildren(contents(main));
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) {
      target.scrollIntoView();
    }
  } catch (failure) {
    document.getElementById('waiting')?.replaceChildren(
      `The document can't be shown (${failure.message}); it is at `,
      element('a', { href: 'asyncapi.yaml' }, 'asyncapi.yaml'), '.');
    throw failure;
  }
}

show();
