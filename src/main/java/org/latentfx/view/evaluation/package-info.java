/** The tab of figures over all held-out images. */
@NullMarked
package org.latentfx.view.evaluation;

import org.jspecify.annotations.NullMarked;
