'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId('ask');
  const rows = [...document.querySelectorAll('#all li')];
  const AT_ONCE = 50;
  const MAX_JOINED = 24;
  // What a cut costs: a known word 1, an unknown one more, and more the longer it is.
  const [UNKNOWN, UNKNOWN_LETTER] = [3, 2];
  // How well a word answers: whole, as a part of the words meant, as the beginning of a longer one.
  const [WHOLE, PART, BEGINS, WITHIN, SLIP] = [1, 0.4, 0.8, 0.4, 0.8];
  const SLIPS_FROM = 5;
  const MOST_PIECES = 4;
  const TIERS = [1, 2, 4, 8];
  let index = null;

  // As thai.clean_text and meanings.plain do: marks in the standard order, small letters, digits.
  const SIGNS = [
    [/เเ/g, 'แ'],
    [/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33'],
    [/([\u0e48-\u0e4b])\u0e4d\u0e32/g, '$1\u0e33'],
    [/\u0e33([\u0e48-\u0e4b])/g, '$1\u0e33'],
    [/([\u0e48-\u0e4b\u0e4c])([\u0e31\u0e34-\u0e39])/g, '$2$1'],
    [/([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+/g, '$1'],
  ];
  const UNSEEN = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
  const plain = (text) => {
    let [before, now] = ['', text.replace(UNSEEN, '').replace(/\s+/g, ' ').trim()];
    while (before !== now) {
      before = now;
      for (const [sign, right] of SIGNS) now = now.replace(sign, right);
    }
    const digits = now.replace(/[๐-๙]/g, (one) => '๐๑๒๓๔๕๖๗๘๙'.indexOf(one));
    return digits.toLowerCase();
  };

  const read = async () => {
    const block = byId('words');
    const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    const [found] = JSON.parse(await new Response(stream).text());
    const numbers = new Map(found.features.map((word, number) => [word, number]));
    const means = new Map(Object.entries(found.means));
    const idle = new Set(found.idle);
    const words = [...new Set([...numbers.keys(), ...means.keys()])].filter((w) => w[0] !== '#');
    index = {numbers, means, idle, lessons: found.lessons, words: words.sort()};
  };

  // Marks stand with the letter before them, so no word begins with one; nor ends with เ แ โ ใ ไ.
  const mayPart = (text, at) =>
    at === 0 || at === text.length ||
    !(/[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/.test(text[at]) || /[เ-ไ]/.test(text[at - 1]) ||
      (/[a-z0-9]/.test(text[at]) && /[a-z0-9]/.test(text[at - 1])));
  const isKnown = (word) =>
    index.numbers.has(word) || index.means.has(word) || index.idle.has(word);

  // The cut with the fewest unknown letters, then the fewest words; unknown letters join.
  const cut = (run) => {
    const best = [{cost: 0, words: []}];
    for (let end = 1; end <= run.length; end++) {
      if (!mayPart(run, end)) continue;
      for (let first = Math.max(0, end - MAX_JOINED); first < end; first++) {
        if (!best[first]) continue;
        const word = run.slice(first, end);
        const known = isKnown(word);
        const cost = best[first].cost + (known ? 1 : UNKNOWN + UNKNOWN_LETTER * word.length);
        if (!best[end] || cost < best[end].cost) {
          best[end] = {cost, words: [...best[first].words, {word, known}]};
        }
      }
    }
    return best[run.length] ? best[run.length].words : [{word: run, known: false}];
  };

  const beginning = (text) => {
    let [low, high] = [0, index.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.words[middle] < text) low = middle + 1; else high = middle;
    }
    const found = [];
    while (low < index.words.length && index.words[low].startsWith(text)) found.push(index.words[low++]);
    return found;
  };

  // What is being typed may be the beginning of a word: the longest end of the run that is one.
  const withTyped = (run, words) => {
    let at = 0;
    for (const [number, {word}] of words.entries()) {
      const end = run.slice(at);
      if (end.length > 1 && !isKnown(end) && beginning(end).length) {
        return [...words.slice(0, number), {word: end, known: false, typed: true}];
      }
      at += word.length;
    }
    const last = words[words.length - 1];
    return [...words.slice(0, -1), {...last, typed: beginning(last.word).length > 0}];
  };

  // One letter more, less or other: what is the same from both ends leaves one letter at most.
  const isSlip = (typed, word) => {
    if (Math.abs(typed.length - word.length) > 1) return false;
    const shorter = Math.min(typed.length, word.length);
    let [first, last] = [0, 0];
    while (first < shorter && typed[first] === word[first]) first++;
    while (last < shorter - first && typed.at(-1 - last) === word.at(-1 - last)) last++;
    return Math.max(typed.length, word.length) - first - last <= 1;
  };

  // Pieces that no word is made of may together be a word with a slip: the longest one is taken.
  const mended = (words) => {
    for (let many = Math.min(words.length, MOST_PIECES); many > 0; many--) {
      for (let first = 0; first + many <= words.length; first++) {
        const pieces = words.slice(first, first + many);
        const word = pieces.map((one) => one.word).join('');
        if (word.length < SLIPS_FROM || pieces.every((one) => one.known || one.typed)) continue;
        const meant = index.words.filter((one) => isSlip(word, one));
        if (meant.length) {
          const rest = words.slice(first + many);
          return [...mended(words.slice(0, first)), {word, known: false, meant}, ...mended(rest)];
        }
      }
    }
    return words;
  };

  const questions = (query) => {
    const runs = plain(query).split(/[^\p{L}\p{M}\p{N}.]+/u).filter((run) => /[\p{L}\p{N}]/u.test(run));
    const asked = runs.flatMap((run, number) => {
      const words = cut(run);
      return mended(number === runs.length - 1 ? withTyped(run, words) : words);
    });
    const wanted = asked.filter(({word}) => !index.idle.has(word) && /[\p{L}\p{N}]{2}|[\p{L}\p{N}]\p{M}/u.test(word));
    return [...new Map(wanted.map((one) => [one.word, one])).values()];
  };

  // The features that answer a word, and how well.
  const answers = ({word, typed, meant: slips}) => {
    const found = new Map();
    const add = (number, share) => found.set(number, Math.max(share, found.get(number) || 0));
    const meant = (text, share) => {
      const [whole, part] = index.means.get(text) || [[index.numbers.get(text)], []];
      for (const number of whole) if (number !== undefined) add(number, WHOLE * share);
      for (const number of part) add(number, PART * share);
    };
    if (isKnown(word)) meant(word, 1);
    if (typed && word.length > 1) for (const one of beginning(word)) meant(one, one === word ? 1 : BEGINS);
    if (word.length > 2) {
      for (const one of index.words) if (one.includes(word)) meant(one, one === word ? 1 : WITHIN);
    }
    for (const one of slips || []) meant(one, SLIP);
    return found;
  };

  // By lesson: how well it holds the word, and how high the word stands in it.
  const held = (asked) => {
    const found = new Map();
    for (const [number, share] of answers(asked)) {
      let lesson = -1;
      for (const step of index.lessons[number]) {
        lesson += (step >> 2) + 1;
        const [value, now] = [share * TIERS[step & 3], found.get(lesson)];
        if (!now) found.set(lesson, {share, value});
        else found.set(lesson, {share: Math.max(share, now.share), value: Math.max(value, now.value)});
      }
    }
    return found;
  };

  // Of a whole sentence a lesson holds less than of two words, and still answers it.
  const floorOf = (words) => ({5: 0.36}[words] || (words < 5 ? PART : 0.3));

  // Where the index cannot be read, or a query has none of its words: what the list itself says.
  const inList = (query) => {
    const words = plain(query).split(' ');
    return [...rows.keys()].filter((n) => {
      const said = plain(rows[n].textContent);
      return words.every((word) => said.includes(word));
    });
  };

  // A lesson answers when it holds enough of what the query's words tell; rare words tell more.
  const ranked = (query) => {
    const asked = questions(query);
    if (!asked.length) return inList(query);
    const scores = new Map();
    let total = 0;
    for (const one of asked) {
      const lessons = held(one);
      const all = Math.max(rows.length, 30);
      const rare = Math.log(1 + (all - lessons.size + 0.5) / (lessons.size + 0.5));
      const tells = !lessons.size && /^[a-z]/.test(one.word) ? rare * 0.3 : rare;
      total += tells;
      for (const [lesson, {share, value}] of lessons) {
        const now = scores.get(lesson) || {share: 0, value: 0};
        scores.set(lesson, {share: now.share + share * tells, value: now.value + value * tells});
      }
    }
    const floor = floorOf(asked.length) * total - 1e-9;
    const enough = [...scores].filter(([, one]) => one.share >= floor);
    const points = ([, one]) => one.value * one.share;
    return enough.sort((a, b) => points(b) - points(a) || a[0] - b[0]).map(([lesson]) => lesson);
  };

  const KEYS = ['p', 't', 'o', 'c', 'y'];
  const values = () => Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value]));
  const has = (row, key, value) => {
    if (key !== 'p') return (row.dataset[key] || '').split(' ').includes(value);
    const {p, r} = row.closest('section').dataset;
    return value === p || value === `r${r}`;
  };
  const fits = (row, wanted) => KEYS.every((key) => !wanted[key] || has(row, key, wanted[key]));

  const shown = (number) => {
    const row = rows[number].cloneNode(true);
    const place = document.createElement('span');
    place.textContent = `${rows[number].closest('section').dataset.name} · `;
    row.querySelector('small').prepend(place);
    return row;
  };

  let found = [];
  const showMore = () => {
    const list = byId('found');
    const at = list.children.length;
    list.append(...found.slice(at, at + AT_ONCE).map(shown));
    byId('more').hidden = list.children.length >= found.length;
    return list.children[at];
  };

  const keepAddress = (query, wanted) => {
    const kept = Object.entries({q: query, ...wanted}).filter(([, value]) => value);
    // An address that cannot be kept (some browsers refuse it for files) is no reason to stop.
    try {
      history.replaceState(null, '', `#${new URLSearchParams(kept)}`);
    } catch { /* the list is right all the same */ }
  };

  const update = () => {
    const query = form.elements.q.value.trim();
    const wanted = values();
    form.dataset.asked = plain(query);
    const isAsked = Boolean(query) || KEYS.some((key) => wanted[key]);
    const numbers = query ? (index ? ranked(query) : inList(query)) : [...rows.keys()];
    found = isAsked ? numbers.filter((number) => fits(rows[number], wanted)) : [];
    byId('all').hidden = isAsked;
    byId('found').replaceChildren();
    showMore();
    byId('clear').hidden = !isAsked;
    byId('said').textContent = !isAsked ? '' : found.length
      ? `พบ ${found.length.toLocaleString('en')} เรื่อง${query ? ' เรียงตามความตรง' : ''}`
      : 'ไม่พบบทเรียน ลองใช้คำอื่น หรือเลือกตัวเลือกให้น้อยลง';
    keepAddress(query, wanted);
  };

  const fromAddress = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const key of ['q', ...KEYS]) form.elements[key].value = kept.get(key) || '';
    for (const key of KEYS) if (form.elements[key].selectedIndex < 0) form.elements[key].value = '';
  };
  const isAsking = () => location.hash.includes('=');

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', update);
  byId('clear').addEventListener('click', () => { form.reset(); update(); form.elements.q.focus(); });
  byId('more').addEventListener('click', () => {
    const first = showMore();
    if (first) first.querySelector('a').focus();
  });
  addEventListener('hashchange', () => { if (isAsking()) { fromAddress(); update(); } });
  form.hidden = false;
  const begin = () => {
    document.documentElement.dataset.ready = index ? 'words' : 'list';
    if (isAsking()) fromAddress();
    if (isAsking() || form.elements.q.value) update();
  };
  read().then(begin, begin);
})();
