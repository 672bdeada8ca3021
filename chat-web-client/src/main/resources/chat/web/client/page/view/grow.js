/** Makes a field as high as what is in it; the styles say where that ends. @param {HTMLTextAreaElement} field */
export function grow(field) {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
