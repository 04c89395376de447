/** How the latents of a code go together with the known causes of the images. */
@NullMarked
package org.latentfx.analysis.factor;

import org.jspecify.annotations.NullMarked;
