/** The map's pixels: fields, decoded manifold, points and ellipses. */
@NullMarked
package org.latentfx.view.map.paint;

import org.jspecify.annotations.NullMarked;
