/** Which moment of a run everything on screen is of: the newest one, or one of the past. */
@NullMarked
package org.latentfx.session.timeline;

import org.jspecify.annotations.NullMarked;
