/** The probed image and how unusual it is. */
@NullMarked
package org.latentfx.session.probe;

import org.jspecify.annotations.NullMarked;
