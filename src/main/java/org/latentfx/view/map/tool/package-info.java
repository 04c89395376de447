/** The tools of the map, each with the drag that it starts. */
@NullMarked
package org.latentfx.view.map.tool;

import org.jspecify.annotations.NullMarked;
