/** How well the model does on all held-out images, measured when asked for. */
@NullMarked
package org.latentfx.session.evaluation;

import org.jspecify.annotations.NullMarked;
