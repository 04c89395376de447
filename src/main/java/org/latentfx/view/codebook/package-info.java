/** The codebook of a VQ-VAE: where its codes lie, how they are used and what they draw. */
@NullMarked
package org.latentfx.view.codebook;

import org.jspecify.annotations.NullMarked;
