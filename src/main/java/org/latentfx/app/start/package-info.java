/** What every start of the program needs: the Java machine, the display, the shipped model, a session. */
@NullMarked
package org.latentfx.app.start;

import org.jspecify.annotations.NullMarked;
