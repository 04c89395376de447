/** The marks over the map's pixels: what is drawn as nodes. */
@NullMarked
package org.latentfx.view.map.mark;

import org.jspecify.annotations.NullMarked;
