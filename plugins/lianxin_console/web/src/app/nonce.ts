/** Components write styles while they run; the page's policy lets in those with its nonce only.
 * Not all of them take a nonce (a scroll lock, a measurement), so every style element gets it. */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

const create = document.createElement.bind(document);

document.createElement = ((tag: string, options?: ElementCreationOptions) => {
  const element = create(tag, options);
  if (tag.toLowerCase() === "style") element.nonce = nonce;
  return element;
}) as typeof document.createElement;
