/* As much of a browser as the page's script touches; elements by id, canvases that keep what is put on them. */
var elements = {}, frames = [];
function element(tag) {
  var listeners = {}, attributes = {};
  return {
    tag: tag, children: [], textContent: '', checked: true, hidden: false, value: 0, width: 0, height: 0,
    clientWidth: 100, parentNode: {}, pixels: null, dots: 0,
    appendChild: function (child) { this.children.push(child); },
    setAttribute: function (name, value) { attributes[name] = value; },
    getAttribute: function (name) { return attributes[name]; },
    addEventListener: function (type, f) { listeners[type] = f; },
    fire: function (type, event) { listeners[type](event || {}); },
    focus: function () {},
    setPointerCapture: function () {},
    getBoundingClientRect: function () { return { left: 0, top: 0, width: 100, height: 100 }; },
    getContext: function () {
      var canvas = this;
      return {
        createImageData: function (w, h) { return { data: new Uint8ClampedArray(4 * w * h) }; },
        putImageData: function (image) { canvas.pixels = image.data; },
        fillRect: function () { canvas.dots++; },
        fill: function (path) { canvas.dots += path.d.length > 0 ? 1 : 0; }, setTransform: function () {},
        beginPath: function () {}, moveTo: function () {}, lineTo: function () {}, arc: function () {},
        stroke: function () {}, drawImage: function () {}
      };
    }
  };
}
function Path2D(d) { this.d = d; }
var document = {
  body: {},
  getElementById: function (id) { return elements[id] || (elements[id] = element(id)); },
  createElement: element
};
var window = {
  devicePixelRatio: 2,
  matchMedia: function () { return { matches: false, addEventListener: function () {} }; },
  addEventListener: function () {},
  requestAnimationFrame: function (f) { frames.push(f); }
};
function getComputedStyle() { return { getPropertyValue: function () { return '#000000'; } }; }
function runFrames() { while (frames.length) frames.shift()(); }
