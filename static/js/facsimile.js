// The facsimile: the image of a printed page, moved and brought nearer by pointer, fingers, wheel, keys and buttons.
// Leaflet does it, which comes with its own package; without scripts the image stands there as it is.

const { L } = window;
const STEP = 80; // pixels that an arrow key moves
const NEAREST = 2; // powers of two beyond one pixel for one
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

// Tiles of a service of the IIIF Image API: a region of the whole, as large as it is shown.
function tiled(service, { width, height, tiles: [{ width: side, scaleFactors: scales }] }) {
  const Tiles = L.GridLayer.extend({
    createTile(at, done) {
      const scale = 2 ** -at.z;
      const [x, y] = [at.x * side * scale, at.y * side * scale];
      const [across, down] = [Math.min(side * scale, width - x), Math.min(side * scale, height - y)];
      const tile = document.createElement("div");
      const image = new Image(Math.ceil(across / scale), Math.ceil(down / scale));
      image.alt = "";
      image.onload = () => done(null, tile);
      image.onerror = () => done(new Error(image.src), tile);
      image.src = `${service}/${x},${y},${across},${down}/${image.width},/0/default.jpg`;
      tile.append(image);
      return tile;
    },
  });
  const farthest = -Math.log2(Math.max(...scales));
  const bounds = whole(width, height);
  return new Tiles({ tileSize: side, bounds, noWrap: true, minNativeZoom: farthest, maxNativeZoom: 0, minZoom: -10 });
}

function whole(width, height) {
  return L.latLngBounds([-height, 0], [0, width]);
}

// What is shown: tiles where a service describes some, else the one image.
async function layer(plate, image) {
  const { service } = plate.dataset;
  const answer = service && (await fetch(`${service}/info.json`).catch(() => undefined));
  const info = answer?.ok ? await answer.json() : {};
  if (info.tiles?.length) return [tiled(service, info), whole(info.width, info.height)];
  const bounds = whole(image.naturalWidth, image.naturalHeight);
  return [L.imageOverlay(image.src, bounds, { alt: image.alt }), bounds];
}

// Everything in sight at first; only what is nearer can be moved, so that a finger scrolls the page.
function open(frame, shown, bounds) {
  const map = L.map(frame, {
    crs: L.CRS.Simple,
    attributionControl: false,
    zoomControl: false,
    keyboard: false, // its keys would also turn pages
    scrollWheelZoom: false,
    zoomAnimation: false, // what is pressed meanwhile would be lost
    dragging: false,
    zoomSnap: 0,
    zoomDelta: 0.5,
    minZoom: -10,
    maxZoom: NEAREST,
    maxBoundsViscosity: 1,
  });
  map.fitBounds(bounds, { animate: false });
  map.setMinZoom(map.getZoom());
  map.setMaxBounds(bounds);
  map.on("zoomend", () => map.dragging[map.getZoom() > map.getMinZoom() ? "enable" : "disable"]());
  L.control.zoom({ zoomInTitle: "Nearer", zoomOutTitle: "Farther" }).addTo(map);
  shown.addTo(map);
  return map;
}

function press(event, map, bounds) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (MOVES[event.key]) map.panBy(MOVES[event.key], { animate: false });
  else if (event.key === "+" || event.key === "=") map.zoomIn();
  else if (event.key === "-") map.zoomOut();
  else if (event.key === "0") map.fitBounds(bounds);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

async function prepare(plate) {
  const image = plate.querySelector("img");
  const said = plate.parentElement.querySelector("[data-facsimile-said]");
  try {
    await image.decode();
  } catch {
    said.textContent = "The image could not be loaded.";
    return;
  }
  const [shown, bounds] = await layer(plate, image);
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.tabIndex = 0;
  frame.role = "application";
  frame.ariaLabel = `${image.alt}: arrow keys move it, plus and minus bring it nearer and farther, 0 shows all of it`;
  plate.replaceChildren(frame);
  const map = open(frame, shown, bounds);
  frame.addEventListener("keydown", (event) => press(event, map, bounds));
  // The wheel scrolls the page until somebody turns to the image.
  frame.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  frame.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  said.textContent = "";
}

for (const plate of document.querySelectorAll("[data-facsimile]")) prepare(plate);
