/** How good samples of the run looked at are, by a classifier that each data set has one of. */
@NullMarked
package org.latentfx.session.quality;

import org.jspecify.annotations.NullMarked;
