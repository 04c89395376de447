/** Planes through latent space and what is computed on their grids. */
@NullMarked
package org.latentfx.analysis.plane;

import org.jspecify.annotations.NullMarked;
