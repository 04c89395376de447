/** Sweeps: trains the trials, side by side where that is faster, and goes on with what a folder holds. */
@NullMarked
package org.latentfx.session.sweep;

import org.jspecify.annotations.NullMarked;
