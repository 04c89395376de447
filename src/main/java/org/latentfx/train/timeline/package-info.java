/** The past of a run: snapshots of its whole state within a budget of bytes, and the way to every step between them. */
@NullMarked
package org.latentfx.train.timeline;

import org.jspecify.annotations.NullMarked;
