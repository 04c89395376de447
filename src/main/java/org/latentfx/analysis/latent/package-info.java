/** Points of latent space: encodings, neighbours, directions, layouts. */
@NullMarked
package org.latentfx.analysis.latent;

import org.jspecify.annotations.NullMarked;
