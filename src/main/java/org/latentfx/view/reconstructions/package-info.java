/** Held-out images beside their reconstructions. */
@NullMarked
package org.latentfx.view.reconstructions;

import org.jspecify.annotations.NullMarked;
