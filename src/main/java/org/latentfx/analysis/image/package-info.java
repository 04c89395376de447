/** Single images as the model sees them: ELBO, reconstruction, evaluation. */
@NullMarked
package org.latentfx.analysis.image;

import org.jspecify.annotations.NullMarked;
