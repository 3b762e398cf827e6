// The sandbox's page: what arrives comes by server-sent events, what is done goes by POST.
'use strict';

const by = id => document.getElementById(id);
const element = blocks.element;
const channels = new Map();
let current = null;

async function post(path, body) {
  const answer = await fetch(path, {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body)});
  const result = await answer.json();
  if (!answer.ok) {
    throw new Error(result.error);
  }
  return result;
}

function channel(name) {
  if (!channels.has(name)) {
    const count = element('span', {}, '0');
    const button = element('button', {type: 'button', 'data-channel': name}, element('span', {}, name), count);
    button.addEventListener('click', () => show(name));
    channels.set(name, {messages: [], button, count, item: element('li', {}, button)});
    by('channels').replaceChildren(...[...channels.keys()].sort().map(key => channels.get(key).item));
  }
  return channels.get(name);
}

function show(name) {
  current = name;
  for (const [key, entry] of channels) {
    key === name ? entry.button.setAttribute('aria-current', 'true') : entry.button.removeAttribute('aria-current');
  }
  by('channel').textContent = name;
  by('messages').replaceChildren();
  channel(name).messages.forEach(place);
  by('none').hidden = channel(name).messages.length > 0;
}

/** The newest above all, a reply below the message whose thread it is in. */
function place(message) {
  const article = render(message);
  const top = message.payload.thread_ts
    && by('messages').querySelector(`[data-ts="${CSS.escape(message.payload.thread_ts)}"]`);
  if (top) {
    article.classList.add('reply');
    let last = top;
    while (last.nextElementSibling && last.nextElementSibling.classList.contains('reply')) {
      last = last.nextElementSibling;
    }
    last.after(article);
  } else {
    by('messages').prepend(article);
  }
}

function render(message) {
  const time = new Date(message.at);
  const article = element('article', {'data-ts': message.ts},
    element('p', {class: 'who'}, element('b', {}, message.payload.username || 'config-relay'), ' ',
      element('time', {datetime: message.at}, time.toLocaleTimeString())),
    blocks.payload(message.payload));
  const details = element('details', {}, element('summary', {}, 'Why, and what was sent'));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) {
      explain(message, details);
    }
  });
  article.append(details);
  return article;
}

async function explain(message, details) {
  try {
    for (const event of await post('api/why', {index: message.index})) {
      details.append(
        element('p', {}, element('b', {}, event.headline), ` — ${message.channel} gets it, because `,
          element('code', {}, event.because)),
        element('pre', {}, event.event));
    }
  } catch (error) {
    details.append(element('p', {}, error.message));
  }
  details.append(element('p', {}, 'What Slack got:'),
    element('pre', {}, JSON.stringify(message.payload, null, 2)));
}

function status(state) {
  by('letters').textContent = state.letters === 1 ? '1 dead letter' : `${state.letters} dead letters`;
  by('replay').disabled = state.letters === 0;
  for (const fault of state.faults) {
    let row = document.querySelector(`[data-fault="${CSS.escape(fault.webhook)}"]`);
    if (!row) {
      const select = element('select', {'aria-label': `Slack's answer to ${fault.webhook}`},
        ...state.choices.map(choice => element('option', {}, choice)));
      select.addEventListener('change', () => post('api/fault', {webhook: fault.webhook, fault: select.value}));
      row = element('div', {class: 'fault', 'data-fault': fault.webhook}, element('span'), select);
      by('faults').append(row);
    }
    row.firstChild.textContent = `${fault.webhook}: ${fault.posts} posts, ${fault.refused} refused`;
    if (document.activeElement !== row.lastChild) {
      row.lastChild.value = fault.fault;
    }
  }
}

function listen() {
  const stream = new EventSource('api/stream');
  stream.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    const entry = channel(message.channel);
    if (entry.messages.some(known => known.index === message.index)) {
      return;
    }
    entry.messages.push(message);
    entry.count.textContent = entry.messages.length;
    if (current === null) {
      show(message.channel);
    } else if (current === message.channel) {
      place(message);
      by('none').hidden = true;
    }
  });
  stream.addEventListener('status', event => status(JSON.parse(event.data)));
  stream.addEventListener('open', () => { by('live').textContent = 'live'; });
  stream.addEventListener('error', () => { by('live').textContent = 'not connected; trying again …'; });
}

by('send').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  const via = submitted.submitter ? submitted.submitter.value : 'sqs';
  try {
    const result = await post('api/send', {event: by('event').value, via});
    by('sent').textContent = result.map(event => event.problem
      ? `Can't be read: ${event.problem}`
      : `${event.headline}\n→ ${event.channels.filter(one => one.gets).map(one => one.channel).join(', ') || 'no channel'}`)
      .join('\n');
  } catch (error) {
    by('sent').textContent = error.message;
  }
});

by('burst').addEventListener('click', async () => {
  by('sent').textContent = `${(await post('api/burst', {})).sent} events sent`;
});

by('break').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  by('replay').disabled = true;
  by('replayed').textContent = (await post('api/replay', {})).lines.join('\n');
});

/** What somebody writes meanwhile stays. */
let written = 0;
by('event').addEventListener('input', () => { written++; });
by('sample').addEventListener('change', async () => {
  const before = written;
  const sample = await (await fetch('api/sample?' + encodeURIComponent(by('sample').value))).text();
  if (written === before && document.activeElement !== by('event')) {
    by('event').value = sample;
  }
});

fetch('api/samples').then(answer => answer.json()).then(names => {
  by('sample').replaceChildren(...names.map(name => element('option', {}, name)));
  by('sample').dispatchEvent(new Event('change'));
});
listen();
