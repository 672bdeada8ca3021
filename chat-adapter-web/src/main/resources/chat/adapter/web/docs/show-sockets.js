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
    if (schema.oneOf) {
      const kinds = schema.oneOf.map(whole);
      return kinds.every((kind) => 'const' in kind)
        ? 'one of these codes'
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
    const code = schema.properties && schema.properties.code;
    if (!code || !code.oneOf) {
      return [];
    }
    return [
      element('h4', {}, 'Codes'),
      table('Codes', ['Code', 'Meaning'], code.oneOf.map((each) =>
        [element('code', {}, each.const), inline(each.description)])),
    ];
  }

  function text(payload) {
    if (typeof payload === 'string') {
      return payload;
    }
    const line = JSON.stringify(payload);
    return line.length < 70 ? line : JSON.stringify(payload, null, 2);
  }

  function frame(given, action) {
    const message = resolved(given);
    const schema = whole(message.payload);
    return element('article', { class: action, id: message.name, 'aria-labelledby': `${message.name}-title` },
      element('header', {},
        element('h3', { id: `${message.name}-title` }, message.title),
        element('span', { class: 'badge' }, schema.properties && schema.properties.type
          ? schema.properties.type.const : message.contentType)),
      element('p', {}, inline(message.summary)),
      prose(message.description),
      schema.properties
        ? members(message.title, schema, action)
        : element('p', { class: 'rule' }, `${bounds(schema)}. ${schema.description}`),
      choices(schema),
      message.examples.map((example) => [
        element('h4', {}, example.summary),
        code(text(example.payload)),
      ]).flat());
  }

  function section(title, ...children) {
    return element('section', { 'aria-labelledby': slug(title) },
      element('h2', { id: slug(title) }, title), ...children);
  }

  function connect(channel) {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const query = channel.bindings.ws.query;
    const address = `${scheme}//${location.host}${channel.address}`;
    const parameters = Object.entries(channel.parameters).map(([name, parameter]) =>
      [element('code', {}, name), 'in the path', inline(resolved(parameter).description)]);
    for (const [name, schema] of Object.entries(query.properties)) {
      parameters.push([element('code', {}, name), 'in the query', inline(schema.description)]);
    }
    const names = Object.keys(query.properties).map((name) => `${name}={${name}}`).join('&');
    return section('Connect',
      element('div', { class: 'address' }, code(`${address}?${names}`)),
      prose(channel.description),
      table('Parameters', ['Parameter', 'Where', 'Meaning'], parameters),
      element('h4', {}, 'In a browser'),
      code([
        `const socket = new WebSocket('${address.replace('{room_id}', '1')}?token=' + encodeURIComponent(token));`,
        `socket.onmessage = (event) => console.log(JSON.parse(event.data));`,
        `socket.onopen = () => socket.send(JSON.stringify({ content: 'hi' }));`,
      ].join('\n')),
      element('h4', {}, 'How a handshake is refused'),
      table('How a handshake is refused', ['Status', 'Meaning'],
        channel['x-handshake-refusals'].map((refusal) =>
          [String(refusal.status), inline(refusal.description)])));
  }

  function closing(channel) {
    return section('How it ends',
      prose(channel['x-closing']),
      table('Codes of closing', ['Code', 'Meaning', 'Come back'],
        channel['x-close-codes'].map((close) => [
          `${close.code} ${close.title}`,
          [
            element('p', {}, inline(close.description)),
            ...((close.reason && close.reason.examples) || []).map((example) =>
              element('p', {}, element('code', {}, example))),
          ],
          inline(close.reconnect),
        ])));
  }

  function operations(action, title) {
    const chosen = Object.values(api.operations).filter((operation) => operation.action === action);
    return section(title, ...chosen.flatMap((operation) => [
      element('p', {}, inline(operation.summary)),
      ...operation.messages.map((message) => frame(message, action)),
    ]));
  }

  const channel = Object.values(api.channels)[0];
  // How to get going comes first, and what it is worth afterwards.
  const about = blocks(api.info.description);
  const promises = about.findIndex((block) => block.matches('h2'));
  return [
    element('h1', {}, api.info.title, element('span', { class: 'version' }, api.info.version)),
    element('div', { class: 'prose' }, about.slice(0, promises)),
    connect(channel),
    // The document speaks for the server: what it receives, a client sends.
    operations('receive', 'What you send'),
    operations('send', 'What you get'),
    closing(channel),
    element('div', { class: 'prose' }, about.slice(promises)),
  ];
}

function contents(main) {
  const list = element('ul', {});
  let within = null;
  for (const heading of main.querySelectorAll('h2, article')) {
    const title = heading.matches('h2') ? heading : heading.querySelector('h3');
    const item = element('li', {}, element('a', { href: `#${heading.id}` }, title.textContent));
    if (heading.matches('h2')) {
      within = item;
      list.append(item);
    } else {
      const inner = within.querySelector('ul') || within.appendChild(element('ul', {}));
      inner.append(item);
    }
  }
  return list;
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
