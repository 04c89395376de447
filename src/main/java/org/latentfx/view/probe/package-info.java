/** The probed image with its ELBO term by term, and the drawing pad. */
@NullMarked
package org.latentfx.view.probe;

import org.jspecify.annotations.NullMarked;
