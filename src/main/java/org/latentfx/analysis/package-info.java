/** Pure functions over a frozen model. */
@NullMarked
package org.latentfx.analysis;

import org.jspecify.annotations.NullMarked;
