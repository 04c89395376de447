/** Runs side by side: their maps, pictures, figures and curves. */
@NullMarked
package org.latentfx.view.compare;

import org.jspecify.annotations.NullMarked;
