// The editor writes styles while it runs; the page's policy lets in those with its nonce only.
const nonce = document.querySelector('meta[property="csp-nonce"]')?.nonce ?? "";
const create = document.createElement.bind(document);

document.createElement = (tag, options) => {
  const element = create(tag, options);
  if (tag.toLowerCase() === "style") element.nonce = nonce;
  return element;
};
