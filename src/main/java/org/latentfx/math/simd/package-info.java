/** The kernel on Java's vector module: packing, micro-kernel, loop nest, element-wise mathematics, noise. */
@NullMarked
package org.latentfx.math.simd;

import org.jspecify.annotations.NullMarked;
