/*
 * Decodes points z: the layers of the decoder, each y = f(x·W + b), W row by row (in × out), sums in double precision,
 * and at the end the sigmoid. In a transposed convolution each pixel of x paints a window of y so, in which rows,
 * columns and channels follow each other. It touches nothing but its arguments, so that it can be tested alone.
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

  // of the continuous Bernoulli with logit l
  function mean(l) {
    var s = l * l;
    return s < 1e-3 ? 0.5 + l * (1 / 12 - s / 720) : 1 / (1 - Math.exp(-l)) - 1 / l;
  }

  function activate(y, f) {
    for (var i = 0; i < y.length; i++) {
      if (f === 'relu') y[i] = y[i] > 0 ? y[i] : 0;
      else if (f === 'leaky_relu') y[i] = y[i] > 0 ? y[i] : LEAK * y[i];
      else if (f === 'silu') y[i] = y[i] / (1 + Math.exp(-y[i]));
      else if (f === 'tanh') { var e = Math.exp(-2 * Math.abs(y[i])); y[i] = (y[i] < 0 ? -1 : 1) * (1 - e) / (1 + e); }
      else if (f === 'continuous-bernoulli') y[i] = mean(y[i]);
      else y[i] = 1 / (1 + Math.exp(-y[i]));
    }
  }

  function rounded(z, codes) {
    var out = new Float64Array(z.length), size = codes[0].length, d;
    for (var at = 0; at < z.length; at += size) {
      var best = codes[0], least = Infinity;
      for (var k = 0; k < codes.length; k++) {
        var square = 0;
        for (d = 0; d < size; d++) square += (z[at + d] - codes[k][d]) * (z[at + d] - codes[k][d]);
        if (square < least) { least = square; best = codes[k]; }
      }
      for (d = 0; d < size; d++) out[at + d] = best[d];
    }
    return out;
  }

  function dense(x, weights, offset, y) {
    var out = y.length, bias = offset + x.length * out;
    for (var j = 0; j < out; j++) y[j] = weights[bias + j];
    for (var k = 0; k < x.length; k++) {
      var v = x[k];
      if (v !== 0) for (var c = 0, w = offset + k * out; c < out; c++) y[c] += v * weights[w + c];
    }
  }

  function transposed(x, weights, offset, y, l) {
    var patch = l.kernel * l.kernel * l.outputs, bias = offset + l.inputs * patch;
    for (var j = 0; j < y.length; j++) y[j] = weights[bias + j % l.outputs];
    for (var k = 0; k < x.length; k++) {
      if (x[k] === 0) continue;
      var pixel = Math.floor(k / l.inputs), w = offset + k % l.inputs * patch;
      var top = Math.floor(pixel / l.columns) * l.stride - l.padding;
      var left = pixel % l.columns * l.stride - l.padding;
      for (var r = top; r < top + l.kernel; r++)
        for (var s = left; s < left + l.kernel; s++, w += l.outputs) {
          if (r < 0 || s < 0 || r >= l.height || s >= l.width) continue;
          for (var c = 0, at = (r * l.width + s) * l.outputs; c < l.outputs; c++) y[at + c] += x[k] * weights[w + c];
        }
    }
  }

  /*
   * layers: of a dense layer the numbers of inputs and outputs; of a transposed convolution those of channels, the
   * columns of x, the height and width of y, kernel, stride and padding. codes: what z is rounded to, slot by slot; none
   * where it is taken as it is. Returns a function from z to the mean pixels, 0 to 1, row by row, in an
   * array that the next call reuses.
   */
  function make(layers, f, likelihood, base64, codes) {
    var count = 0, starts = [], outputs = [], i;
    for (i = 0; i < layers.length; i++) {
      var l = layers[i], patch = l.kernel ? l.kernel * l.kernel * l.outputs : l.outputs;
      starts.push(count);
      count += l.inputs * patch + l.outputs;
      outputs.push(new Float64Array(l.kernel ? l.height * l.width * l.outputs : l.outputs));
    }
    var weights = floats(base64, count);
    return function (z) {
      var x = codes && codes.length ? rounded(z, codes) : z;
      for (var i = 0; i < layers.length; i++) {
        var y = outputs[i];
        if (layers[i].kernel) transposed(x, weights, starts[i], y, layers[i]);
        else dense(x, weights, starts[i], y);
        activate(y, i < layers.length - 1 ? f : likelihood === 'continuous-bernoulli' ? likelihood : 'sigmoid');
        x = y;
      }
      return x;
    };
  }

  return { make: make };
})();
