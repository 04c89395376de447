/** Mistakes in circulation, done on purpose, and what they cost. */
@NullMarked
package org.latentfx.analysis.slip;

import org.jspecify.annotations.NullMarked;
