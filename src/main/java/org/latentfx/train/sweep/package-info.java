/** Which runs a sweep or a search is made of, and what came of each. */
@NullMarked
package org.latentfx.train.sweep;

import org.jspecify.annotations.NullMarked;
