/** Images of which some pixels are unknown. */
@NullMarked
package org.latentfx.analysis.inpainting;

import org.jspecify.annotations.NullMarked;
