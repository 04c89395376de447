/** The mathematics of single likelihoods. */
@NullMarked
package org.latentfx.model.likelihood;

import org.jspecify.annotations.NullMarked;
