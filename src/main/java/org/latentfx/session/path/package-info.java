/** Paths through the latent space. */
@NullMarked
package org.latentfx.session.path;

import org.jspecify.annotations.NullMarked;
