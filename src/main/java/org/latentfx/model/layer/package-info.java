/** The layers of a network before it is built: what a person says, sizes that follow, the order of numbers in files. */
@NullMarked
package org.latentfx.model.layer;

import org.jspecify.annotations.NullMarked;
