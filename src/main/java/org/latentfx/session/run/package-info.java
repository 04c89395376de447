/** One training run: its thread, counters, curves and findings. */
@NullMarked
package org.latentfx.session.run;

import org.jspecify.annotations.NullMarked;
