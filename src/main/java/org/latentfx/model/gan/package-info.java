/** The two players of a generative adversarial network. */
@NullMarked
package org.latentfx.model.gan;

import org.jspecify.annotations.NullMarked;
