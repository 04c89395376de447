/** Pictures of the whole window, drawn off screen. */
@NullMarked
package org.latentfx.app.screenshot;

import org.jspecify.annotations.NullMarked;
