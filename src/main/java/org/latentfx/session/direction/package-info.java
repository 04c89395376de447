/** Directions between groups of images. */
@NullMarked
package org.latentfx.session.direction;

import org.jspecify.annotations.NullMarked;
