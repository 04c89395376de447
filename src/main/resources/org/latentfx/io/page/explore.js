/* Sliders, the map and the picture of the page; all state is the point z and, where the decoder is told one, the class. */
(function () {
  'use strict';
  function el(id) { return document.getElementById(id); }
  var model = JSON.parse(el('model').textContent);
  var decode =
      LatentDecoder.make(model.layers, model.activation, model.likelihood, el('weights').textContent, model.codes);
  var z = new Float64Array(model.latents + model.classes), range = model.range, order = model.order;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var picture = el('picture'), map = el('map'), sliders = [], across = model.map[0], up = model.map[1];
  var marks = model.marks.map(function (path) { return new Path2D(path); });
  var TILES = 13, backdrop = document.createElement('canvas'), nextTile = 0, heldFor = '';

  function shown(value) { return (value < 0 ? '−' : '') + Math.abs(value).toFixed(2); }

  /* Pixels of one or three channels at (left, top) of a canvas that has one dot a pixel. */
  function paint(context, pixels, left, top) {
    var image = context.createImageData(model.width, model.height), data = image.data, n = model.channels;
    for (var i = 0; i < pixels.length / n; i++) {
      for (var c = 0; c < 3; c++) data[4 * i + c] = Math.round(255 * pixels[i * n + (n === 3 ? c : 0)]);
      data[4 * i + 3] = 255;
    }
    context.putImageData(image, left, top);
  }

  function fit(canvas) {
    var dots = Math.max(1, Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)));
    if (canvas.width !== dots) { canvas.width = dots; canvas.height = dots; }
    return dots;
  }

  function colour(name) { return getComputedStyle(document.body).getPropertyValue(name).trim(); }

  /* ---- the map ---- */

  function startTiles() {
    var held = [];
    for (var j = 0; j < z.length; j++) if (j !== across && j !== up) held.push(z[j].toFixed(2));
    if (held.join() === heldFor && nextTile > 0) return;
    heldFor = held.join();
    if (nextTile === 0 || nextTile >= TILES * TILES) window.requestAnimationFrame(moreTiles);
    nextTile = 0;
  }

  /* A few milliseconds' worth, so that sliders keep moving. */
  function moreTiles() {
    var until = Date.now() + 12, at = new Float64Array(z), context = backdrop.getContext('2d');
    while (nextTile < TILES * TILES && Date.now() < until) {
      var column = nextTile % TILES, row = Math.floor(nextTile / TILES);
      at[across] = range * ((2 * column + 1) / TILES - 1);
      at[up] = -range * ((2 * row + 1) / TILES - 1);
      paint(context, decode(at), column * model.width, row * model.height);
      nextTile++;
    }
    drawMap();
    if (nextTile < TILES * TILES) window.requestAnimationFrame(moreTiles);
  }

  function drawMap() {
    var n = fit(map), context = map.getContext('2d'), scale = n / (2 * range), i;
    context.globalAlpha = 1;
    context.fillStyle = colour('--paper');
    context.fillRect(0, 0, n, n);
    if (el('tiles').checked) {
      context.imageSmoothingEnabled = false;
      context.drawImage(backdrop, 0, 0, n, n);
    }
    context.strokeStyle = colour('--line');
    context.beginPath();
    context.moveTo(n / 2, 0); context.lineTo(n / 2, n); context.moveTo(0, n / 2); context.lineTo(n, n / 2);
    context.stroke();
    if (el('points').checked) {
      var colours = [], dot = Math.max(2, n / 140);
      for (i = 0; i < 10; i++) colours.push(colour('--c' + i));
      context.globalAlpha = 0.8;
      for (i = 0; i < model.points.length; i++) {
        var p = model.points[i];
        context.fillStyle = colours[p[2] % 10];
        context.setTransform(dot, 0, 0, dot, (p[0] + range) * scale, (range - p[1]) * scale);
        context.fill(marks[p[2] % marks.length]);
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
    }
    var x = (z[across] + range) * scale, y = (range - z[up]) * scale;
    context.globalAlpha = 1;
    context.lineWidth = n / 60;
    context.strokeStyle = colour('--paper');
    ring(context, x, y, n / 36);
    context.lineWidth = n / 110;
    context.strokeStyle = colour('--mark');
    ring(context, x, y, n / 36);
    context.lineWidth = 1;
  }

  function ring(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }

  function drag(event) {
    var box = map.getBoundingClientRect();
    set(across, range * (2 * (event.clientX - box.left) / box.width - 1));
    set(up, range * (1 - 2 * (event.clientY - box.top) / box.height));
    show();
    event.preventDefault();
  }

  function keys(event) {
    var step = event.shiftKey ? 1 : 0.1, key = event.key;
    if (key === 'ArrowLeft') set(across, z[across] - step);
    else if (key === 'ArrowRight') set(across, z[across] + step);
    else if (key === 'ArrowUp') set(up, z[up] + step);
    else if (key === 'ArrowDown') set(up, z[up] - step);
    else return;
    event.preventDefault();
    show();
  }

  /* ---- z ---- */

  function set(j, value) { z[j] = Math.max(-range, Math.min(range, value)); }

  function gaussian() {
    return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  }

  function show() {
    paint(picture.getContext('2d'), decode(z), 0, 0);
    for (var i = 0; i < sliders.length; i++) {
      var value = z[order[i]];
      sliders[i].input.value = value;
      sliders[i].output.textContent = shown(value);
    }
    if (up === undefined) return;
    map.setAttribute('aria-label', model.mapText + ' z' + across + ' ' + shown(z[across])
        + ', z' + up + ' ' + shown(z[up]));
    drawMap();
    if (el('tiles').checked) startTiles();
  }

  /* The class follows z, one number a class: 1 for that asked for. */
  function ask() {
    for (var k = 0; k < model.classes; k++) z[model.latents + k] = k === el('class').selectedIndex ? 1 : 0;
  }

  function addSlider(j) {
    var row = document.createElement('label'), name = document.createElement('span');
    var input = document.createElement('input'), output = document.createElement('output');
    name.textContent = 'z' + j;
    name.title = model.kl[j];
    input.type = 'range';
    input.min = -range;
    input.max = range;
    input.step = 0.01;
    input.setAttribute('aria-label', model.kl[j] ? 'z' + j + ', ' + model.kl[j] : 'z' + j);
    input.addEventListener('input', function () { set(j, Number(input.value)); show(); });
    var kl = document.createElement('small');
    kl.textContent = model.kl[j];
    [name, input, output, kl].forEach(function (part) { row.appendChild(part); });
    el('sliders').appendChild(row);
    sliders.push({ input: input, output: output });
  }

  picture.width = model.width;
  picture.height = model.height;
  backdrop.width = TILES * model.width;
  backdrop.height = TILES * model.height;
  order.forEach(addSlider);
  if (!model.classes) el('asked').hidden = true;
  else el('class').addEventListener('change', function () { ask(); show(); });
  ask();
  el('random').addEventListener('click', function () {
    var one = model.prior[Math.floor(Math.random() * model.prior.length)]; // none of N(0, I)
    for (var j = 0; j < model.latents; j++) set(j, one ? one[j] + one[model.latents + j] * gaussian() : gaussian());
    show();
  });
  el('zero').addEventListener('click', function () { z.fill(0, 0, model.latents); show(); });
  if (up === undefined) el('plane').hidden = true;
  else {
    map.addEventListener('pointerdown', function (event) {
      map.setPointerCapture(event.pointerId);
      map.focus({ preventScroll: true });
      drag(event);
    });
    map.addEventListener('pointermove', function (event) { if (event.buttons) drag(event); });
    map.addEventListener('keydown', keys);
    el('tiles').addEventListener('change', show);
    el('points').addEventListener('change', show);
    window.addEventListener('resize', drawMap);
    if (dark.addEventListener) dark.addEventListener('change', drawMap);
    else dark.addListener(drawMap);
    if (!model.points.length) el('points').parentNode.hidden = true;
  }
  show();
})();
