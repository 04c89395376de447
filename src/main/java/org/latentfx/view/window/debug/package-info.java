/** Puts panels of several features together for the workspace that shows a run from within. */
@NullMarked
package org.latentfx.view.window.debug;

import org.jspecify.annotations.NullMarked;
