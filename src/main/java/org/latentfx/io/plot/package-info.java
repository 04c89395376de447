/** Pictures of a run for others: curves and maps with axes, legend and units, grids of images, films. */
@NullMarked
package org.latentfx.io.plot;

import org.jspecify.annotations.NullMarked;
