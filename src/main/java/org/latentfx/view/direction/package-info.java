/** Directions between groups of images, and the images nearest to z. */
@NullMarked
package org.latentfx.view.direction;

import org.jspecify.annotations.NullMarked;
