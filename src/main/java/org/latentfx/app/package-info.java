/** Entry points and wiring. */
@NullMarked
package org.latentfx.app;

import org.jspecify.annotations.NullMarked;
