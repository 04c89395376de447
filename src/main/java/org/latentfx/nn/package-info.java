/** Layers as forward and backward neighbours, parameters, Adam. */
@NullMarked
package org.latentfx.nn;

import org.jspecify.annotations.NullMarked;
