/** The best linear model of the same images, which has a closed form: what any other model is measured against. */
@NullMarked
package org.latentfx.analysis.linear;

import org.jspecify.annotations.NullMarked;
