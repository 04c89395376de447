/** The timeline under the window: every remembered moment of the run, and the way to each of them. */
@NullMarked
package org.latentfx.view.timeline;

import org.jspecify.annotations.NullMarked;
