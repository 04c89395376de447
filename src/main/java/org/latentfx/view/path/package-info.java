/** Paths through the latent space, frame by frame. */
@NullMarked
package org.latentfx.view.path;

import org.jspecify.annotations.NullMarked;
