/** Mistakes in circulation, done on purpose on the model shown or as a run. */
@NullMarked
package org.latentfx.session.explain;

import org.jspecify.annotations.NullMarked;
