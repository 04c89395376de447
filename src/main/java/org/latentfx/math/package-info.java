/** Float matrices on EJML: products, fused epilogues, element-wise mathematics, row parallelism, seeded noise. */
@NullMarked
package org.latentfx.math;

import org.jspecify.annotations.NullMarked;
