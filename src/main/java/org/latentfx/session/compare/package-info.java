/** Several runs beside one another: the same images, the same z, what differs. */
@NullMarked
package org.latentfx.session.compare;

import org.jspecify.annotations.NullMarked;
