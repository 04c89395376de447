/** What codes are drawn from: q(z|x) of an image, and the prior p(z) that they are held to. */
@NullMarked
package org.latentfx.model.prior;

import org.jspecify.annotations.NullMarked;
