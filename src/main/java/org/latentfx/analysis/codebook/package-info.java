/** How a codebook is used by images. */
@NullMarked
package org.latentfx.analysis.codebook;

import org.jspecify.annotations.NullMarked;
