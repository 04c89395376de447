/** The latent map: what it shows, its panels and its gestures. */
@NullMarked
package org.latentfx.view.map;

import org.jspecify.annotations.NullMarked;
