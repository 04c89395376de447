/** One run: trainer, hyper-parameters, history, the state that can be copied, compared and restored. */
@NullMarked
package org.latentfx.train;

import org.jspecify.annotations.NullMarked;
