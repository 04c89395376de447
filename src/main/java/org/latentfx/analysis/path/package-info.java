/** Paths through latent space between given points. */
@NullMarked
package org.latentfx.analysis.path;

import org.jspecify.annotations.NullMarked;
