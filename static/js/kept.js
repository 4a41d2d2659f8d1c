// What a reader has switched off, kept from page to page. A browser may refuse to keep anything: then all is on, and
// switching it off lasts as long as the page.

export function isOff(name) {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}

export function keep(name, off) {
  try {
    if (off) localStorage.setItem(name, "1");
    else localStorage.removeItem(name);
  } catch {
    // nothing is kept
  }
}
