// Slack's Block Kit as DOM. Nothing of a message is ever parsed as HTML: every text is a text node.
'use strict';

const blocks = (() => {
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  /** Only links of the web become links. */
  function link(url, text) {
    return /^https?:\/\//.test(url)
      ? element('a', {href: url, rel: 'noreferrer noopener', target: '_blank'}, text)
      : text;
  }

  function plain(text) {
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  }

  function date(seconds, fallback) {
    const moment = new Date(Number(seconds) * 1000);
    return element('time', {datetime: moment.toISOString(), title: fallback},
      moment.toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium'}));
  }

  /** What stands in <…>: a date, a mention or a link. */
  function special(inside) {
    const [target, label] = inside.split(/\|(.*)/s);
    if (target.startsWith('!date^')) {
      return date(target.split('^')[1], label || '');
    }
    if (/^[!@#]/.test(target)) {
      return element('mark', {}, '@' + plain(label || target.replace(/^!subteam\^|^[!@#]/, '')));
    }
    return link(plain(target), plain(label || target));
  }

  /** Bold, code and strikethrough of a text without specials. */
  function styled(text) {
    return text.split(/(`[^`\n]+`|\*[^*\n]+\*|~[^~\n]+~)/).map(part => {
      if (/^`[^`]+`$/.test(part)) {
        return element('code', {}, plain(part.slice(1, -1)));
      }
      if (/^\*[^*]+\*$/.test(part)) {
        return element('b', {}, plain(part.slice(1, -1)));
      }
      return /^~[^~]+~$/.test(part) ? element('s', {}, plain(part.slice(1, -1))) : plain(part);
    });
  }

  function mrkdwn(text) {
    return text.split(/(```[\s\S]*?```)/).flatMap(part => part.startsWith('```')
      ? [element('pre', {}, plain(part.slice(3, -3).trim()))]
      : part.split(/(<[^>]+>)/).flatMap(piece => /^<[^>]+>$/.test(piece)
        ? [special(piece.slice(1, -1))]
        : styled(piece)));
  }

  function text(object) {
    return object.type === 'mrkdwn' ? mrkdwn(object.text) : [object.text];
  }

  function leaf(piece) {
    if (piece.type === 'link') {
      return link(piece.url, piece.text || piece.url);
    }
    if (piece.type !== 'text') {
      return element('mark', {}, '@' + (piece.range || piece.user_id || piece.usergroup_id || piece.name));
    }
    const style = piece.style || {};
    return style.code ? element('code', {}, piece.text) : style.bold ? element('b', {}, piece.text) : piece.text;
  }

  function rich(part) {
    switch (part.type) {
      case 'rich_text_list':
        return element('ul', {}, ...part.elements.map(item => element('li', {}, ...item.elements.map(leaf))));
      case 'rich_text_preformatted':
        return element('pre', {}, ...part.elements.map(leaf));
      default:
        return element('p', {}, ...part.elements.map(leaf));
    }
  }

  function block(made) {
    switch (made.type) {
      case 'rich_text':
        return element('div', {}, ...made.elements.map(rich));
      case 'header':
        return element('h3', {}, made.text.text);
      case 'context':
        return element('p', {class: 'context'}, ...made.elements.flatMap(text));
      case 'divider':
        return element('hr');
      case 'section':
        return element('div', {},
          ...(made.text ? [element('p', {}, ...text(made.text))] : []),
          ...(made.fields ? [element('div', {class: 'fields'},
            ...made.fields.map(field => element('p', {}, ...text(field))))] : []));
      default:
        return element('p', {}, '[' + made.type + ']');
    }
  }

  /** A payload as Slack shows it. */
  function payload(message) {
    const shown = document.createDocumentFragment();
    if (message.blocks && message.blocks.length) {
      shown.append(...message.blocks.map(block));
    } else if (message.text) {
      shown.append(element('p', {style: 'white-space: pre-wrap'}, ...mrkdwn(message.text)));
    }
    for (const attachment of message.attachments || []) {
      const bar = element('div', {class: 'bar'}, ...(attachment.blocks || []).map(block));
      bar.style.borderColor = /^#[0-9A-Fa-f]{6}$/.test(attachment.color) ? attachment.color : 'gray';
      shown.append(bar);
    }
    return shown;
  }

  return {element, payload};
})();
