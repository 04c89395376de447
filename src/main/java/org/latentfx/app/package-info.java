/** Entry points and wiring: the window, the command line, and the job where there is no window. */
@NullMarked
package org.latentfx.app;

import org.jspecify.annotations.NullMarked;
