/** The codes that a VQ-VAE's latents are rounded to. */
@NullMarked
package org.latentfx.model.codebook;

import org.jspecify.annotations.NullMarked;
