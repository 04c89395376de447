/** Inpainting of the probed image. */
@NullMarked
package org.latentfx.session.inpainting;

import org.jspecify.annotations.NullMarked;
