/** The picture decoded at z, and a slider for each latent. */
@NullMarked
package org.latentfx.view.decoder;

import org.jspecify.annotations.NullMarked;
