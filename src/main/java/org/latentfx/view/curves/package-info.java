/** The loss curves. */
@NullMarked
package org.latentfx.view.curves;

import org.jspecify.annotations.NullMarked;
