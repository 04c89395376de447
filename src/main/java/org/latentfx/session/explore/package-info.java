/** The current point z, the plane of the map, pins and the selection. */
@NullMarked
package org.latentfx.session.explore;

import org.jspecify.annotations.NullMarked;
