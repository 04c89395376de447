/** The rate–distortion plane, on which several features draw. */
@NullMarked
package org.latentfx.view.rate;

import org.jspecify.annotations.NullMarked;
