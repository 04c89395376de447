/** Immutable labelled image sets, their readers, shuffled batches, generators with known factors. */
@NullMarked
package org.latentfx.data;

import org.jspecify.annotations.NullMarked;
