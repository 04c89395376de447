/** The graph of a model, and one training step as a film through it. */
@NullMarked
package org.latentfx.view.slow;

import org.jspecify.annotations.NullMarked;
