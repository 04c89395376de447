/** The normal distribution and sums of rounded figures. */
@NullMarked
package org.latentfx.analysis.statistics;

import org.jspecify.annotations.NullMarked;
