/** Pictures decoded at points drawn at random. */
@NullMarked
package org.latentfx.analysis.samples;

import org.jspecify.annotations.NullMarked;
