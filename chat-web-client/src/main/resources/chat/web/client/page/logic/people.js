/** How many colours there are for people; `--person-1` and so on in the styles. */
const COLOURS = 8;

/** Everybody keeps one colour. @param {number} userId */
export function colourOf(userId) {
  return (userId % COLOURS) + 1;
}

/** What stands for somebody where there is no room for the name. @param {string} name */
export function initialOf(name) {
  const [first = '?'] = [...new Intl.Segmenter().segment(name.trim())].map(({ segment }) => segment);
  return first.toLocaleUpperCase();
}

/** @param {string[]} names of those who are typing */
export function typingSentence(names) {
  switch (names.length) {
    case 0: return '';
    case 1: return `${names[0]} is typing…`;
    case 2: return `${names[0]} and ${names[1]} are typing…`;
    case 3: return `${names[0]}, ${names[1]} and ${names[2]} are typing…`;
    default: return 'Several people are typing…';
  }
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
