/** One training step as a film: what it computes, part by part, on a copy of the run. */
@NullMarked
package org.latentfx.session.slow;

import org.jspecify.annotations.NullMarked;
