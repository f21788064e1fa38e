'use strict';
(async () => {
  // A block is base64 of a zlib stream; a browser without DecompressionStream keeps the still page.
  const unpack = (block) => {
    const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(stream).text();
  };
  const add = (place, name) => {
    const made = document.createElement('div');
    made.className = name;
    made.setAttribute('aria-hidden', 'true');
    place.append(made);
    return made;
  };
  // The drawing is made at its own size, laid over the SVG and scaled as the SVG is: nothing moves.
  const cover = async (svg, drawing, config) => {
    const width = svg.viewBox.baseVal.width;
    const place = document.createElement('div');
    place.className = 'live';
    svg.replaceWith(place);
    place.append(svg);
    const layer = add(place, 'layer');
    const pad = (drawing.layout.width - width) / 2;
    const fit = () => {
      const scale = place.getBoundingClientRect().width / width;
      layer.style.left = layer.style.top = `${-pad * scale}px`;
      layer.style.transform = `scale(${scale})`;
    };
    fit();
    new ResizeObserver(fit).observe(place);
    await Plotly.newPlot(layer, drawing.data, drawing.layout, config);
    place.classList.add('drawn');
  };
  // An office's own figure has no SVG: it is drawn as wide as its place, and made to fit on paper.
  const fill = async (place, drawing, config) => {
    const layer = add(place, 'layer');
    const paper = Number(place.dataset.paper);
    const fit = () => {
      place.style.setProperty('--fit', Math.min(1, paper / place.clientWidth));
    };
    fit();
    new ResizeObserver(fit).observe(place);
    await Plotly.newPlot(layer, drawing.data, drawing.layout, { ...config, responsive: true });
    place.classList.add('drawn');
    place.closest('figure').querySelector('details').open = false;
  };
  const draw = async (block, config) => {
    const drawings = JSON.parse(await unpack(block));
    const figure = document.getElementById(block.dataset.of);
    for (const [at, place] of figure.querySelectorAll('svg[role=img],.own').entries()) {
      await (place.localName === 'svg' ? cover : fill)(place, drawings[at], config);
    }
  };
  try {
    const config = JSON.parse(document.getElementById('live-config').textContent);
    const bundle = document.createElement('script');
    bundle.textContent = await unpack(document.getElementById('live-bundle'));
    document.head.append(bundle);
    await document.fonts.ready;
    for (const block of document.querySelectorAll('script[data-of]')) await draw(block, config);
    const said = document.getElementById('live-said');
    if (said) said.textContent = said.dataset.live;
  } catch {
    // What is not drawn stays as it stands: the SVG, or the table under an empty place.
    for (const place of document.querySelectorAll('.own:not(.drawn)')) place.hidden = true;
  }
})();
