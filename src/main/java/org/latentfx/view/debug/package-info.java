/** The panels of the workspace that shows a run from within. */
@NullMarked
package org.latentfx.view.debug;

import org.jspecify.annotations.NullMarked;
