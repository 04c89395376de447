/*
 * Decodes points z: the fully connected layers of the decoder, each y = f(x·W + b), W row by row (in × out), sums in
 * double precision, and at the end the sigmoid. It touches nothing but its arguments, so that it can be tested alone.
 */
var LatentDecoder = (function () {
  'use strict';
  var LEAK = 0.01;
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  /* Base64 without line breaks to little-endian 32-bit floats. */
  function floats(base64, count) {
    var value = new Uint8Array(128), i, at = 0;
    for (i = 0; i < 64; i++) value[DIGITS.charCodeAt(i)] = i;
    var bytes = new Uint8Array(4 * count);
    for (i = 0; i + 3 < base64.length; i += 4) {
      var four = value[base64.charCodeAt(i)] << 18 | value[base64.charCodeAt(i + 1)] << 12
          | value[base64.charCodeAt(i + 2)] << 6 | value[base64.charCodeAt(i + 3)];
      if (at < bytes.length) bytes[at++] = four >> 16 & 255;
      if (at < bytes.length) bytes[at++] = four >> 8 & 255;
      if (at < bytes.length) bytes[at++] = four & 255;
    }
    var view = new DataView(bytes.buffer), all = new Float32Array(count);
    for (i = 0; i < count; i++) all[i] = view.getFloat32(4 * i, true);
    return all;
  }

  function activate(y, f) {
    for (var i = 0; i < y.length; i++) {
      if (f === 'relu') y[i] = y[i] > 0 ? y[i] : 0;
      else if (f === 'leaky_relu') y[i] = y[i] > 0 ? y[i] : LEAK * y[i];
      else if (f === 'tanh') { var e = Math.exp(-2 * Math.abs(y[i])); y[i] = (y[i] < 0 ? -1 : 1) * (1 - e) / (1 + e); }
      else y[i] = 1 / (1 + Math.exp(-y[i]));
    }
  }

  /*
   * widths: latents, hidden layers, pixels. Returns a function from z to the mean pixels, 0 to 1, row by row, in an
   * array that the next call reuses.
   */
  function make(widths, f, base64) {
    var count = 0, i;
    for (i = 1; i < widths.length; i++) count += (widths[i - 1] + 1) * widths[i];
    var weights = floats(base64, count), outputs = [];
    for (i = 1; i < widths.length; i++) outputs.push(new Float64Array(widths[i]));
    return function (z) {
      var x = z, offset = 0;
      for (var layer = 0; layer < outputs.length; layer++) {
        var y = outputs[layer], out = y.length, bias = offset + x.length * out;
        for (var j = 0; j < out; j++) y[j] = weights[bias + j];
        for (var k = 0; k < x.length; k++) {
          var v = x[k];
          if (v !== 0) for (var c = 0, w = offset + k * out; c < out; c++) y[c] += v * weights[w + c];
        }
        activate(y, layer === outputs.length - 1 ? 'sigmoid' : f);
        offset = bias + out;
        x = y;
      }
      return x;
    };
  }

  return { make: make };
})();
