/** Pictures made by hand: a canvas, what it yields as an image, imported scans. */
@NullMarked
package org.latentfx.data.drawing;

import org.jspecify.annotations.NullMarked;
