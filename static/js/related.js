// Related: the first of the related documents stand beside a document as soon as one comes to the link to them all.

const NEARLY = "200px"; // before it comes into view

function small(list) {
  for (const heading of list.querySelectorAll("h2")) {
    const below = document.createElement("h3");
    below.id = heading.id;
    below.append(...heading.childNodes);
    heading.replaceWith(below);
  }
  return list;
}

async function fetchLists(section) {
  const link = section.querySelector("a");
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const lists = page.querySelector("[data-related-lists]");
  if (!lists) return;
  link.before(small(document.adoptNode(lists)));
  if (lists.querySelector("li")) link.textContent = "All related documents";
  else if (document.activeElement !== link) link.remove();
}

const watch = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      fetchLists(target).catch(() => {}); // the link stays
    }
  },
  { rootMargin: NEARLY },
);

for (const section of document.querySelectorAll("[data-related]")) watch.observe(section);
