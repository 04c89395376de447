/** One point under every class of a conditional model. */
@NullMarked
package org.latentfx.view.label;

import org.jspecify.annotations.NullMarked;
