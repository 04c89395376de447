/** Pictures with a hidden part, and what the model draws there. */
@NullMarked
package org.latentfx.view.inpainting;

import org.jspecify.annotations.NullMarked;
