/** The KL of a batch taken apart into information, total correlation and what is left latent by latent. */
@NullMarked
package org.latentfx.model.decomposition;

import org.jspecify.annotations.NullMarked;
